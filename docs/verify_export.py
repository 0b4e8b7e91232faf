"""Checks an export of a Handover ledger, or proofs of single outcomes, without Handover and without its database.

    python3 verify_export.py EXPORT [--since SIZE:ROOT]      with EXPORT.manifest.json beside it
    python3 verify_export.py --proof PROOF.json [--since SIZE:ROOT]

Written from ledger-format.md alone, in its words. SIZE:ROOT is a head that you have from elsewhere; without it, all
that is shown is that the rows are under the head that the manifest names. Exit status: 0 if everything holds, 1 if
something does not (a line for each fault, of a run for the first), 2 if the command is wrong or a file cannot be read.
Rows are read one at a time, however many there are. Python 3.9 or newer and nothing else; for Parquet also pyarrow.
"""

import argparse
import csv
import hashlib
import itertools
import json
import re
import sys
from collections import deque

COLUMNS = (
    "decided run line record reference requester order_number sales_order_number web_order_number from_account "
    "from_virtual_account to_account to_virtual_account status codes message justification case_number "
    "mode started_by program_version terms_version"
).split()
OF_THE_RUN = COLUMNS[-4:]
TOLD = ["mode", "withheld", "started_by", "sealed"]  # of a statement
END = 2**53  # numbers are smaller
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Fault(ValueError):
    """What is wrong."""


# Trees. A hash is 32 bytes; a proof is a queue of hashes, taken from its front or, an audit path, from its back.


def leaf_hash(value):
    return hashlib.sha256(b"\x00" + CANONICAL.encode(value).encode("utf-8", "surrogatepass")).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size):
    """The largest power of two smaller than size, which is 2 or more."""
    return 1 << (size - 1).bit_length() - 1


def take(proof, pop=deque.popleft):
    if not proof:
        raise Fault("a hash is missing in the proof")
    return pop(proof)


def check_root(made, root, proof, what):
    if made != root or proof:
        raise Fault(f"{what} do not make the root, which is {root.hex()}")


def selection_root(size, leaves, proof):
    """The root of a tree from some leaves, given as (position, hash) with rising positions, and their proof."""
    end = (END, None)
    following = next(leaves, end)

    def root(first, size):
        nonlocal following
        position, leaf = following
        if position >= first + size:
            return take(proof)
        if size == 1:
            following = next(leaves, end)
            return leaf
        return node_hash(root(first, split(size)), root(first + split(size), size - split(size)))

    return root(0, size)


def path_root(position, size, leaf, path):
    """The root of a tree from one leaf and its audit path, RFC 6962 section 2.1.1."""
    if size == 1:
        return leaf
    last = take(path, deque.pop)
    if position < split(size):
        return node_hash(path_root(position, split(size), leaf, path), last)
    return node_hash(last, path_root(position - split(size), size - split(size), leaf, path))


def check_consistency(since, head, proof):
    """Checks PROOF(size of since, head) of RFC 6962 section 2.1.2: that the log of head begins with that of since."""

    def roots(old, new, is_since):
        """The roots of the first old leaves of a subtree and of all its new ones."""
        if old == new:
            return (since[1] if is_since else take(proof),) * 2
        if old <= split(new):
            old_root, new_root = roots(old, split(new), is_since)
            return old_root, node_hash(new_root, take(proof))
        old_root, new_root = roots(old - split(new), new - split(new), False)
        left = take(proof)
        return node_hash(left, old_root), node_hash(left, new_root)

    if since[0] > head[0]:
        raise Fault("since is larger than head")
    made = roots(since[0], head[0], True) if since[0] else (hashlib.sha256().digest(), head[1])
    if made != (since[1], head[1]) or proof:
        raise Fault("consistency does not prove that the log of head begins with that of since")


# JSON, strictly the part of it that the format has.


def parse(text):
    return json.loads(text, object_pairs_hook=checked_members, parse_float=no_number, parse_constant=no_number)


def checked_members(pairs):
    if len(dict(pairs)) < len(pairs) or any(value is None for _, value in pairs):
        raise Fault("a JSON object has a member twice, or null")
    return dict(pairs)


def no_number(text):
    raise Fault(f"{text:.40} is no whole number")


def member(of, name, kind=int):
    value = of.get(name) if isinstance(of, dict) else None
    if type(value) is not kind or (kind is int and not 0 <= value < END):
        raise Fault(f"{name} is missing or malformed")
    return value


def digest(text):
    if not isinstance(text, str) or not re.fullmatch("[0-9a-f]{64}", text):
        raise Fault(f"not a hash: {json.dumps(text):.80}")
    return bytes.fromhex(text)


def digests(of, name):
    return deque(digest(text) for text in member(of, name, list))


def head_of(of, name):
    head = member(of, name, dict)
    return member(head, "size"), digest(head.get("root"))


def statement_of(of, head):
    """The statement of an entry of the manifest, or of a proof: one that can be in the log of head."""
    statement = member(of, "statement", dict)
    if member(statement, "format") != 1 or not 1 <= member(statement, "number") <= head["size"]:
        raise Fault(f"statement {statement['number']} of format {statement['format']} in a log of {head['size']}")
    if statement["number"] == head["size"] and statement.get("sealed") != head.get("time"):
        raise Fault("the log's last statement is not from the time of its head")
    return statement


# Rows: a generator for each form, of where a row stands and its values without those that are absent.


def csv_rows(path):
    csv.field_size_limit(2**31 - 1)
    with open(path, encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        if next(reader, None) != COLUMNS:
            raise Fault("the header is not that of an export")
        line = reader.line_num + 1
        for fields in reader:
            if len(fields) != len(COLUMNS):
                raise Fault(f"line {line} has {len(fields)} values, not {len(COLUMNS)}")
            yield f"line {line}", {name: csv_value(name, fields[i]) for i, name in enumerate(COLUMNS) if fields[i]}
            line = reader.line_num + 1


def csv_value(name, text):
    if name in ("run", "line", "record") and re.fullmatch("0|[1-9][0-9]{0,15}", text):
        return int(text)
    if re.match(r"[=+\-@\t\r]", text):
        raise Fault(f"{name} is a formula to a spreadsheet: the ' before it is missing")
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


def jsonl_rows(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line, text in enumerate(lines, 1):
            row = parse(text)
            if not isinstance(row, dict) or list(row) != [name for name in COLUMNS if name in row]:
                raise Fault(f"line {line} does not have the members of a row in their order")
            yield f"line {line}", row


def parquet_rows(path):
    from pyarrow import parquet  # noqa: PLC0415

    file = parquet.ParquetFile(path)
    if file.schema_arrow.names != COLUMNS:
        raise Fault("the columns are not those of an export")
    rows = itertools.chain.from_iterable(batch.to_pylist() for batch in file.iter_batches(4096))
    for number, row in enumerate(rows, 1):
        row["decided"] = row["decided"] and row["decided"].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        yield f"row {number}", {name: value for name, value in row.items() if value is not None}


def rows_of(path, form):
    readers = {"csv": csv_rows, "jsonl": jsonl_rows, "parquet": parquet_rows}
    if form not in readers:
        raise Fault(f"no type of an export: {form!r}")
    where = "the start"
    try:
        for where, row in readers[form](path):
            member(row, "run"), member(row, "record")
            yield where, row
    except (ValueError, csv.Error) as wrong:
        raise Fault(f"the rows cannot be read further after {where}: {wrong}") from wrong


# What to check.


def check_export(path, known, faults):
    """Returns what is proved, in lines; what is wrong goes to faults as long as there is more to check after it."""
    with open(path + ".manifest.json", encoding="utf-8") as stream:
        manifest = parse(stream.read())
    head, file, entries = head_of(manifest, "head"), member(manifest, "file", dict), member(manifest, "runs", list)
    leaves, lines, last = [], [], {}
    if member(manifest, "format") != 1:
        raise Fault("the manifest is not of format 1")
    if (member(file, "bytes"), digest(file.get("sha256"))) != measured(path):
        faults.append("the file does not have the bytes and the SHA-256 of its manifest")
    groups = itertools.groupby(rows_of(path, member(file, "type", str)), key=lambda placed: placed[1]["run"])
    for entry in entries:
        statement = statement_of(entry, manifest["head"])
        run, count, outcomes = member(statement, "run"), member(entry, "rows"), member(statement, "outcomes")
        if statement["number"] <= last.get("number", 0):
            raise Fault(f"run {run}: its statement stands after a later one")
        last = statement
        leaves.append((statement["number"] - 1, leaf_hash(statement)))
        found, rows = next(groups, (None, iter(()))) if count else (run, ())
        if found != run:
            raise Fault(f"run {run}: its rows are missing at {next(rows, ['the end of the file'])[0]}")
        seen = []
        try:
            proof = digests(entry, "proof")
            made = selection_root(outcomes, run_leaves(statement, rows, count, seen), proof)
            check_root(made, digest(statement.get("root")), proof, "the rows and their proof")
        except Fault as fault:
            faults.append(f"run {run}, {' to '.join(seen) or 'no row'}: {fault}")
        lines.append(f"run {run}: {count} of {outcomes} outcomes, {quoted(statement, *TOLD)}")
    faults += [f"run {run}, {next(rows)[0]}: rows after those of the manifest's last run" for run, rows in groups]
    if member(manifest, "rows") != sum(entry["rows"] for entry in entries):
        faults.append(f"rows: {manifest['rows']} in the manifest, which its runs do not have together")
    if (last.get("number", 0), last.get("sealed")) != (head[0], manifest["head"].get("time")):
        raise Fault("head: size and time are not those of the last statement")
    proof = digests(manifest, "proof")
    check_root(selection_root(head[0], iter(leaves), proof), head[1], proof, "head: the statements and their proof")
    since = head_of(manifest, "since") if "since" in manifest or "consistency" in manifest else None
    if since:
        check_consistency(since, head, digests(manifest, "consistency"))
    if known and known not in (head, since):
        raise Fault(f"neither head nor since is {known[0]}:{known[1].hex()}")
    if not manifest["proof"] and manifest["rows"] == sum(entry["statement"]["outcomes"] for entry in entries):
        lines.append("the whole ledger")
    return [*lines, head_line(manifest["head"])]


def measured(path):
    length, sha256 = 0, hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            length += len(block)
            sha256.update(block)
    return length, sha256.digest()


def run_leaves(statement, rows, expected, seen):
    """The leaves of the rows of one run, checked and counted; where the first and the last stand is kept in seen."""
    same = {name: statement[name] for name in OF_THE_RUN if name in statement}
    record = count = 0
    for where, row in rows:
        seen[:] = [*seen[:1], where]
        if {name: row.pop(name) for name in OF_THE_RUN if name in row} != same:
            raise Fault(f"{', '.join(OF_THE_RUN)} are not those of the statement")
        if not record < row["record"] <= statement["outcomes"]:
            raise Fault(f"record {row['record']} of {statement['outcomes']} stands after record {record}")
        record, count = row["record"], count + 1
        yield record - 1, leaf_hash(row)
    if count != expected:
        raise Fault(f"rows: {count}, by the manifest {expected}")


def check_proofs(path, known, faults):
    with open(path, encoding="utf-8", newline="\n") as lines:
        proofs = [parse(line) for line in lines]
    for line, proof in enumerate(proofs, 1):
        try:
            yield check_proof(proof, known)
        except Fault as fault:
            faults.append(f"line {line}: {fault}")
    if not proofs:
        raise Fault("no outcome is proved")


def check_proof(proof, known):
    head, outcome = head_of(proof, "head"), member(proof, "outcome", dict)
    statement = statement_of(proof, proof["head"])
    record, outcomes = member(outcome, "record"), member(statement, "outcomes")
    if member(outcome, "run") != statement.get("run") or not 1 <= record <= outcomes:
        raise Fault(f"the outcome, record {record}, is not one of the {outcomes} of the statement's run")
    which, path = f"run {outcome['run']}, record {record}", digests(proof, "in_run")
    made = path_root(record - 1, outcomes, leaf_hash(outcome), path)
    check_root(made, digest(statement.get("root")), path, f"{which}: outcome and in_run")
    path = digests(proof, "in_log")
    made = path_root(statement["number"] - 1, head[0], leaf_hash(statement), path)
    check_root(made, head[1], path, f"{which}: statement and in_log")
    if known and known != head:
        raise Fault(f"head is not {known[0]}:{known[1].hex()}")
    what = f"{quoted(outcome, 'order_number', 'status')}, {quoted(statement, *TOLD)}"
    return f"{which}: {what}, {head_line(proof['head'])}"


def quoted(of, *names):
    """Members with their values as JSON, so that no text in them can pass for a line of this program."""
    return ", ".join(f"{name.replace('_', ' ')} {json.dumps(of[name])}" for name in names if name in of)


def head_line(head):
    return f"head {head['size']}:{head['root']}, {quoted(head, 'time')}"


def head_given(text):
    size, root = text.split(":")
    return int(size), digest(root)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("export", nargs="?", metavar="EXPORT")
    what.add_argument("--proof", metavar="PROOF.json")
    parser.add_argument("--since", metavar="SIZE:ROOT", type=head_given)
    given, faults, lines = parser.parse_args(), [], []
    try:
        check = check_proofs if given.proof else check_export
        lines += check(given.proof or given.export, given.since, faults)
    except Fault as fault:
        faults.append(fault)
    except (ImportError, OSError, ValueError, RecursionError) as wrong:
        print(f"cannot be read: {wrong}", file=sys.stderr)
        return 2
    print(*(faults or lines), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
