from dataclasses import dataclass

import pytest

from crisis.model.parameters import ParameterError, checked, choice, number, parameters, switch, told, untold
from crisis.model.vocabulary import Term, Vocabulary

SIZES = Vocabulary("size", Term("small", "little", "Little."), Term("large", "big", "Big."))


@dataclass(frozen=True)
class Shoes:
    size: str = choice(SIZES, "small", "Size", "How large.")
    count: int = number(1, 9, 2, "Count", "How many.")
    laces: bool = switch("Laces", "With laces.", default=True)

    def __post_init__(self):
        checked(self)


def test_parameters_are_declared_once_and_listed_in_their_order():
    size, count, laces = parameters(Shoes)
    assert (size.name, size.label, size.default, size.choices, size.most) == ("size", "Size", "small", SIZES, 0)
    assert (count.least, count.most, count.default, count.choices) == (1, 9, 2, None)
    assert (laces.default, laces.choices, laces.help) == (True, None, "With laces.")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"size": "huge"}, "size ‘huge’ is not known; use small, large."),
        ({"count": 0}, "count 0 is out of bounds; use 1 to 9."),
        ({"count": 10}, "count 10 is out of bounds; use 1 to 9."),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_is(chosen, words):
    with pytest.raises(ParameterError) as caught:
        Shoes(**chosen)
    assert str(caught.value) == words


@pytest.mark.parametrize("shoes", [Shoes(), Shoes("large", 9, laces=False)])
def test_choices_are_told_and_read_again(shoes):
    assert untold(Shoes, told(shoes)) == shoes


@pytest.mark.parametrize("text", ["", "small", "small,2,True,1", "huge,2,True", "small,x,True", "small,-1,True"])
def test_what_was_not_told_is_not_read(text):
    with pytest.raises(ParameterError):
        untold(Shoes, text)
