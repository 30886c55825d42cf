"""What a group of customers may look like: a tree of at most MOST_LEVELS levels."""

from collections.abc import Mapping
from uuid import UUID


def member_of_a_cycle(parents: Mapping[UUID, UUID]) -> UUID | None:
    """One customer that stands above itself; None where there is none. `parents` names each one's parent."""
    harmless: set[UUID] = set()
    for start in parents:
        on_the_way: dict[UUID, None] = {}
        customer = start
        while customer in parents and customer not in harmless:
            if customer in on_the_way:
                return customer
            on_the_way[customer] = None
            customer = parents[customer]
        harmless.update(on_the_way)
    return None


def deepest_member(parents: Mapping[UUID, UUID]) -> tuple[UUID | None, int]:
    """The customer with the most levels above it, and its own level; the top is level 1.

    There must be no cycle. Without any parents the answer is (None, 1).
    """
    levels: dict[UUID, int] = {}
    deepest: tuple[UUID | None, int] = (None, 1)
    for start in parents:
        way = []
        customer = start
        while customer in parents and customer not in levels:
            way.append(customer)
            customer = parents[customer]
        level = levels.get(customer, 1)
        for customer in reversed(way):
            level += 1
            levels[customer] = level
        if level > deepest[1]:
            deepest = (start, level)
    return deepest
