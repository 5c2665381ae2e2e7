"""What may be skipped, and why that is fine. A skip for any other reason fails the run."""

NO_SHARED_DATA = "the files in shared/data are not beside this copy"

REVIEWED = {
    NO_SHARED_DATA: "They belong to the network, not to the code; the same test runs on small invented files in tests/data.",
}
