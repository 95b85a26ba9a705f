"""Many conventions in one run: by processes of this machine, or on a Dask cluster."""
