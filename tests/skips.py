"""What may be skipped, and why that is fine. A skip for any other reason fails the run."""

NO_SHARED_DATA = "the files in shared/data are not beside this copy"
NO_NU = "the Nu HTML checker is not here: it runs on Java, and npm fetches it once"
NO_SECOND_MACHINE = "haproxy and pgbouncer are not here: apt-get install haproxy pgbouncer"
NO_OBSERVATORY = "the HTTP Observatory is not here: python -m tests.observatory fetches it, by npm"

REVIEWED = {
    NO_SHARED_DATA: "They belong to the network, not to the code; the same test runs on small invented files in tests/data.",
    NO_NU: "Whoever changes a template has it; axe reads the same pages in a browser, which mends what is not valid by itself.",
    NO_SECOND_MACHINE: "They are for whoever runs two machines; tests/test_chaos.py strikes the same site without them.",
    NO_OBSERVATORY: "Whoever changes a header fetches it; what every answer must carry stands in tests/headers.py too.",
}
