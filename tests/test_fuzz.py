"""A few seconds of fuzzing, a few minutes in a slow run; `python -m tests.fuzz --minutes N` goes on for as long as one wants."""

from hypothesis import HealthCheck, given, settings

from tests.fuzz import (
    arithmetic_keeps_its_laws,
    changed_figures,
    changed_files,
    command_line_keeps_its_laws,
    command_lines,
    new_entries,
    new_keeps_its_laws,
    reader_keeps_its_laws,
)

any_size = settings(suppress_health_check=list(HealthCheck))


@any_size
@given(changed_files())
def test_whatever_a_file_holds_is_a_finding_or_can_be_shown(case: tuple[str, bytes]) -> None:
    reader_keeps_its_laws(*case)


@settings(
    any_size, max_examples=settings().max_examples // 16
)  # each is a base on which ten commands are run
@given(changed_figures())
def test_whatever_the_figures_are_they_can_be_computed_with(files: list[tuple[str, bytes]]) -> None:
    arithmetic_keeps_its_laws(files)


@any_size
@given(command_lines())
def test_whatever_is_typed_ends_with_a_documented_status(arguments: list[str]) -> None:
    command_line_keeps_its_laws(arguments)


@any_size
@given(new_entries())
def test_what_new_takes_leaves_a_valid_base_and_what_it_refuses_changes_nothing(
    arguments: list[str],
) -> None:
    new_keeps_its_laws(arguments)
