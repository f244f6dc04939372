"""The things that cqfacts speaks about: periods, quantities, facts, the vocabulary, findings. No input or output."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cqfacts.model.fact import Fact

write_fact: "Callable[[Fact], dict[str, object]]"
"""Writes a fact as a JSON object. The contract of the output stands above the model, so the package sets it from there."""
