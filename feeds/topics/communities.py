"""Communities of a graph by Leiden; the only place that knows the library."""

from __future__ import annotations

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

# The least mean tie within a community (the constant Potts model). Unlike modularity it asks for
# the same whether the graph is small or large, so that topics keep their size as weeks are added.
RESOLUTION = 0.005
SEED = 20241208
TRIALS = 1  # more change hardly anything and cost as much again
SWEEPS = 10


def communities(graph: csr_matrix, resolution: float = RESOLUTION) -> NDArray[np.int64]:
    """The community of each node of a symmetric graph, (n,); -1 where nothing ties it."""
    found = np.full(graph.shape[0], -1, np.int64)
    if not graph.nnz:
        return found
    _, parts = graspologic_native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        graph.shape[0],
        resolution=resolution,
        use_modularity=False,
        iterations=SWEEPS,
        seed=SEED,
        trials=TRIALS,
    )
    for node, part in parts.items():
        found[node] = part
    found[np.diff(graph.indptr) == 0] = -1
    return found
