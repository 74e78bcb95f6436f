from csr.core.evaluation.paper_tables import set_of


def test_a_folder_is_the_set_that_its_name_begins_with() -> None:
    assert set_of("DIV2K_valid_HR") == "DIV2K"
    assert set_of("urban100") == "Urban100"
    assert set_of("Set14") == "Set14"
    assert set_of("my Set14") is None
