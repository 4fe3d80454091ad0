"""What Prometheus asks: how polling goes, how late stories are seen, how long views take."""
