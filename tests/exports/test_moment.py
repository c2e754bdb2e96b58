from datetime import UTC, datetime

from crisis.exports import moment


def test_an_export_can_be_stamped_with_a_moment_of_choice(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1643241600")
    assert moment.now() == datetime(2022, 1, 27, tzinfo=UTC)


def test_without_a_choice_it_is_now(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert moment.now().microsecond == 0
    assert abs((datetime.now(UTC) - moment.now()).total_seconds()) < 5
