"""The register and the request files: the same bytes for the same numbers, in Handover's own formats.

Orders wait in the holding accounts of 2,000 partners, one in ten in no account. Requests draw them in no order, one in
five by the web order number, and about 11 in 100 cannot be assigned, for a dozen reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PARTNERS = 2_000
ACCOUNTS = 200_000
PEOPLE = 20_000

ACCOUNT_COLUMNS = "domain,name,type,status,contact_email,partner"
VIRTUAL_ACCOUNT_COLUMNS = "account_domain,name,default,restricted"
PEOPLE_COLUMNS = "email,organization,active,internal"
ORDER_COLUMNS = "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain,virtual_account"
REQUEST_COLUMNS = "order_number,smart_account,virtual_account,requester"


class Data:
    """The files, in one folder; each is made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def register(self) -> Path:
        """Returns a folder with the feeds of accounts, their folders and people, and without orders."""
        folder = self.folder / "register"
        _write(folder / "accounts.csv", ACCOUNT_COLUMNS, _accounts())
        _write(folder / "virtual_accounts.csv", VIRTUAL_ACCOUNT_COLUMNS, _virtual_accounts())
        _write(folder / "people.csv", PEOPLE_COLUMNS, _people())
        return folder

    def orders(self, count: int) -> Path:
        """Returns a folder with nothing but a feed of orders."""
        folder = self.folder / f"orders-{count}"
        _write(folder / "orders.csv", ORDER_COLUMNS, _orders(count, changed=0))
        return folder

    def next_orders(self, count: int) -> Path:
        """Returns the same as orders(), of a day later: one order in a hundred has another export status."""
        folder = self.folder / f"orders-{count}-next-day"
        _write(folder / "orders.csv", ORDER_COLUMNS, _orders(count, changed=1))
        return folder

    def requests(self, count: int, orders: int) -> Path:
        """Returns a request file for so many orders."""
        path = self.folder / f"requests-{count}-of-{orders}.csv"
        return _write(path, REQUEST_COLUMNS, _requests(count, orders))


def _write(path: Path, header: str, lines: Iterator[str]) -> Path:
    """Writes a file, unless it is there; under another name until it is whole."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("w", encoding="ascii", newline="\n") as out:
            out.write(header + "\n")
            out.writelines(lines)
        part.rename(path)
    return path


def _partner(order: int) -> int:
    return order % PARTNERS


def _domain(account: int) -> str:
    return f"d{account}.acct{account % 977}.example"


def _person(n: int) -> str:
    return f"user{n}@partner{n % PARTNERS}.example"


def _holding_account(order: int) -> int:
    """Every tenth account is a holding account; each partner has nine or ten of them."""
    return 10 * _partner(order) + 20_000 * (order // PARTNERS % 9 + 1)


def _accounts() -> Iterator[str]:
    for n in range(1, ACCOUNTS + 1):
        holding = n % 10 == 0
        status = "ACTIVE" if holding else "PENDING" if n % 50 == 1 else "SUSPENDED" if n % 199 == 1 else "ACTIVE"
        owner = f"P{n // 10 % PARTNERS}" if holding else ""
        kind = "HOLDING" if holding else "CUSTOMER"
        yield f"{_domain(n)},Account Number {n} Ltd,{kind},{status},admin@d{n}.example,{owner}\n"


def _virtual_accounts() -> Iterator[str]:
    for n in range(1, ACCOUNTS + 1):
        yield f"{_domain(n)},DEFAULT,true,false\n{_domain(n)},VA-{2 * n},false,false\n"


def _people() -> Iterator[str]:
    for n in range(1, PEOPLE + 1):
        yield f"{_person(n)},P{n % PARTNERS},true,false\n"


def _web_order_number(order: int) -> str:
    return f"W{order * 2654435761 % 2**32:010d}"


def _orders(count: int, changed: int) -> Iterator[str]:
    """changed: of every hundred orders, so many have another export status than at first."""
    for n in range(1, count + 1):
        of_hundred = n % 100
        status = "BOOKED" if of_hundred == 3 else "CANCELLED" if of_hundred == 4 else "SHIPPED"
        export = "HELD" if of_hundred == 7 else "CLEARED" if 50 <= of_hundred < 50 + changed else "NONE"
        place = "" if n % 10 == 9 else _domain(_holding_account(n))
        yield f"1{n:09d},{_web_order_number(n)},STANDARD,{status},{export},P{_partner(n)},{place},\n"


def _requests(count: int, orders: int) -> Iterator[str]:
    for line in range(1, count + 1):
        yield _request(line, orders)


def _request(line: int, orders: int) -> str:
    of_200 = line % 200
    # Names the order of an earlier line again: for the same destination, or for another.
    repeats = of_200 in (51, 151) and line > 40
    like = line - 37 if repeats else line
    order = like * 1299709 % orders + 1
    account = _destination(line if of_200 == 151 else like)
    draw = line * 2654435761 % 4294967291 % 1000
    number = f"9{line:09d}" if of_200 in (10, 110) else _order_number(order, draw)
    name = f"nosuch{line}.example" if of_200 == 20 else _account_name(account, draw)
    folder = f"VA-unknown{line}" if of_200 in (30, 31, 130, 131) else _folder(account, like if of_200 != 151 else line)
    stranger = of_200 in (45, 145)
    who = f"ghost{line}@nowhere.example" if of_200 == 40 else _requester(order + 7 if stranger else order, line)
    return f"{number},{name},{folder},{who}\n"


def _destination(n: int) -> int:
    account = (n * 40503 + n // 65536) % ACCOUNTS + 1
    return account - 1 if account % 10 == 0 else account


def _order_number(order: int, draw: int) -> str:
    return _web_order_number(order) if draw < 200 else f"1{order:09d}"


def _account_name(account: int, draw: int) -> str:
    form = draw % 10
    if form < 6:
        return _domain(account)
    return f"Account Number {account} Ltd" if form < 8 else f"admin@d{account}.example"


def _folder(account: int, n: int) -> str:
    return "DEFAULT" if n % 7 == 0 else "" if n % 13 == 0 else f"VA-{2 * account}"


def _requester(order: int, line: int) -> str:
    """One of the ten people of the order's partner."""
    partner = _partner(order)
    return _person(partner + PARTNERS * (line % 9 + 1) if partner else PARTNERS * (line % 10 + 1))
