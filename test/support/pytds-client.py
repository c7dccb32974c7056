"""Runs one journey through python3-tds against the demo server, and prints what it saw as JSON lines."""
import datetime
import decimal
import json
import sys
import uuid

import pytds
from pytds.tds_base import TDS71, TDS72, TDS73, TDS74

VERSIONS = {"7.1": TDS71, "7.2": TDS72, "7.3": TDS73, "7.4": TDS74}


def shown(value):
    if isinstance(value, (bytes, bytearray)):
        return "bytes " + bytes(value).hex()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return type(value).__name__ + " " + str(value)


def show(name, rows):
    print(json.dumps([name, [[shown(value) for value in row] for row in rows]]))


def main():
    settings = json.loads(sys.argv[1])
    tls = {}
    if settings["cafile"]:
        tls = {"cafile": settings["cafile"], "validate_host": False, "enc_login_only": settings["loginOnly"]}
    connection = pytds.connect(
        "127.0.0.1",
        database="PRO01",
        user="sa",
        password=settings["password"],
        port=settings["port"],
        tds_version=VERSIONS[settings["version"]],
        **tls,
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("typed rows")
        show("typed rows", cursor.fetchall())
        values = (
            5,
            2**40,
            1.5,
            "h\u00e9\u6f22",
            pytds.Binary(b"\x00\xff"),
            decimal.Decimal("-1234567890123456789.0123"),
            datetime.datetime(2024, 2, 29, 1, 2, 3),
            uuid.UUID("01234567-89ab-cdef-0123-456789abcdef"),
            True,
            "x" * 9000,
        )
        cursor.execute("echo " + " ".join(["%s"] * len(values)), values)
        show("echo", [row[:-1] + (len(row[-1]),) for row in cursor.fetchall()])
        try:
            cursor.execute("an error")
        except pytds.tds_base.Error as error:
            show("error", [[error.number, error.message]])
        cursor.execute("typed rows")
        show("after the error", [[len(cursor.fetchall())]])
        connection.commit()


main()
