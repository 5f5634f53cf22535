"""Partner and the other answers."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timezone

import pytest
from managementpartner import Client, Linked, Partner

from emulator import Emulator

RECORDED = json.dumps(
    {
        "createdTime": "2018-01-20T01:23:40.5280496Z",
        "etag": 61,
        "id": "/providers/microsoft.managementpartner/partners/123456",
        "name": "123456",
        "objectId": "aa67f786-0552-423e-8849-244ed12bf581",
        "partnerId": "123456",
        "state": "Active",
        "tenantId": "1b1121dd-6900-412a-af73-e8d44f81e1c1",
        "type": "Microsoft.ManagementPartner/partners",
        "updatedTime": "2018-02-11T22:18:10.5395747Z",
        "version": 61,
    },
    separators=(",", ":"),
)


def test_a_partner_has_twelve_typed_fields() -> None:
    """Times have a zone, numbers are numbers, and what is absent is None."""
    partner = Partner.from_json(RECORDED)
    assert partner.to_dict() == {
        "created_time": datetime(2018, 1, 20, 1, 23, 40, 528049, timezone.utc),
        "etag": 61,
        "id": "/providers/microsoft.managementpartner/partners/123456",
        "name": "123456",
        "object_id": "aa67f786-0552-423e-8849-244ed12bf581",
        "partner_id": "123456",
        "partner_name": None,
        "state": "Active",
        "tenant_id": "1b1121dd-6900-412a-af73-e8d44f81e1c1",
        "type": "Microsoft.ManagementPartner/partners",
        "updated_time": datetime(2018, 2, 11, 22, 18, 10, 539574, timezone.utc),
        "version": 61,
    }
    assert all(getattr(partner, name) == value for name, value in partner.to_dict().items())


def test_the_json_is_the_azure_cli_s() -> None:
    """Flat, sorted, to the last of seven decimals, without what is absent."""
    assert Partner.from_json(RECORDED).to_json() == RECORDED


def test_equal_partners_are_one_in_a_set() -> None:
    """Equality and hash look at all fields."""
    partner, same = Partner.from_json(RECORDED), Partner.from_json(RECORDED)
    other = Partner.from_json(RECORDED.replace("5395747", "5395748"))
    assert {partner, same, other} == {partner, other}
    assert partner != "123456"


def test_partners_survive_pickle_to_the_last_digit() -> None:
    """The decimals that a datetime cannot hold too."""
    partner = Partner.from_json(RECORDED)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(partner, protocol))  # noqa: S301 - our own
        assert again == partner
        assert again.to_json() == RECORDED


def test_a_partner_is_frozen() -> None:
    """Nobody changes an answer by accident."""
    partner = Partner.from_json(RECORDED)
    with pytest.raises(AttributeError):
        partner.partner_id = "1"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        partner.colour = "red"  # type: ignore[attr-defined]


def test_a_partner_shows_itself() -> None:
    """In a terminal and in a notebook, where names are text and not markup."""
    partner = Partner.from_json(json.dumps({"partnerId": "1", "partnerName": "<b>&\"Co'"}))
    assert repr(partner) == """Partner(partner_id='1', partner_name='<b>&"Co\\'')"""
    table = partner._repr_html_()
    assert table.startswith("<table>")
    assert "&lt;b&gt;&amp;&quot;Co" in table
    assert "<b>" not in table


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"partnerId": 1}', '{"partnerId": "1", "etag": "x"}'])
def test_what_is_no_partner_is_refused(text: str) -> None:
    """From any JSON that is not a link's."""
    with pytest.raises(ValueError, match="not the JSON of a partner's link"):
        Partner.from_json(text)


def test_what_link_did_can_be_compared_and_sent_to_another_process(emulator: Emulator) -> None:
    """Its three fields say it all."""
    assert emulator
    linked = Client().link("12345")
    assert (linked.change, linked.previous) == ("created", None)
    assert linked == Linked(linked.partner, "created")
    assert pickle.loads(pickle.dumps(linked)) == linked  # noqa: S301 - our own
    assert repr(linked).startswith("Linked(change='created', partner=Partner(partner_id='12345'")
    with pytest.raises(ValueError, match="not a change"):
        Linked(linked.partner, "broken")  # type: ignore[arg-type]
