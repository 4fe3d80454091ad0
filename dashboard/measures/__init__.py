"""What Prometheus asks: how polling goes, how late stories are seen, how long views take."""

# Names the folder through which several server processes add up their views. It must be set
# before prometheus_client is imported.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
