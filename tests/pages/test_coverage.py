def test_it_counts_what_was_coded(desk, folder):
    path = folder(
        actors=["A name=Ann", "B name=Ben"],
        positions=[
            "p1 said_on=2022-02-01",
            "p2 actor_id=B said_on=2022-02-15",
            "p3 said_on=2022-02-15 also_source_ids=s2",
        ],
    )
    shown = desk("coverage", path)
    assert shown.answer == (
        "3 statements of 2 rows on 1 issue, the first of 1 February 2022; 67% of all rows shown rest on a single "
        "source."
    )
    shown.app.session_state["twin-coverage_actor"] = True
    table = shown.run().table
    assert table.astype(str).to_dict("records") == [
        {
            "Actor": "Ann",
            "Statements": "2",
            "First coded": "2022-02-01",
            "Last coded": "2022-02-15",
            "Sources": "2",
            "Single-source share": "0.5",
            "2022-01-31": "1",
            "2022-02-07": "0",
            "2022-02-14": "1",
        },
        {
            "Actor": "Ben",
            "Statements": "1",
            "First coded": "2022-02-15",
            "Last coded": "2022-02-15",
            "Sources": "1",
            "Single-source share": "1.0",
            "2022-01-31": "0",
            "2022-02-07": "0",
            "2022-02-14": "1",
        },
    ]
