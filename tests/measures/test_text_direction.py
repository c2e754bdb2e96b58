import pytest

from crisis.measures.text_direction import contained, isolated

FSI, PDI, PDF, RLO, RLI = "\u2068", "\u2069", "\u202c", "\u202e", "\u2067"


@pytest.mark.parametrize("text", ["", "Olaf Scholz", "Київ", "Nausėda 😀", "−2"])
def test_text_of_our_direction_comes_back_as_it_is(text):
    assert isolated(text) == text


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("ירושלים", "ירושלים"),
        (f"a{RLO}b", f"a{RLO}b{PDF}"),
        (f"a{RLO}b{PDF}", f"a{RLO}b{PDF}"),
        (f"a{RLI}b", f"a{RLI}b{PDI}"),
        (f"a{RLI}b{RLO}c", f"a{RLI}b{RLO}c{PDF}{PDI}"),
        (f"a{RLI}b{RLO}c{PDI}", f"a{RLI}b{RLO}c{PDI}"),
        (f"a{PDF}", f"a{PDF}"),
        (f"a{PDI}", f"a{PDI}"),
    ],
)
def test_text_of_another_direction_closes_what_it_opens_and_is_set_apart(text, closed):
    assert isolated(text) == f"{FSI}{closed}{PDI}"


def test_names_are_set_apart_inside_a_sentence(case):
    toy = case(actors=["A name=אבג", "B name=Berlin"], events=[f"e1 title=x{RLO}y"])
    assert contained(toy, f"אבג on Berlin, x{RLO}y.") == f"{FSI}אבג{PDI} on Berlin, {FSI}x{RLO}y{PDF}{PDI}."
    assert contained(case(), "אבג") == "אבג"
