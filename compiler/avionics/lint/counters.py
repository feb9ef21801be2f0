"""Counters, known by their names."""

from __future__ import annotations

ENDINGS = ("_total", "_bucket")
"""How the names of counters end, and of hardly anything else."""
GAUGES = frozenset(
    {
        "nodejs_active_handles_total",
        "nodejs_active_requests_total",
        "nodejs_active_resources_total",
        "minio_bucket_usage_object_total",
        "minio_bucket_usage_version_total",
        "minio_cluster_bucket_total",
        "minio_cluster_disk_offline_total",
        "minio_cluster_disk_online_total",
        "minio_cluster_disk_total",
        "minio_cluster_drive_offline_total",
        "minio_cluster_drive_online_total",
        "minio_cluster_drive_total",
        "minio_cluster_nodes_offline_total",
        "minio_cluster_nodes_online_total",
        "minio_cluster_usage_object_total",
        "minio_cluster_usage_version_total",
        "minio_node_drive_offline_total",
        "minio_node_drive_online_total",
        "minio_node_drive_total",
        "minio_node_file_descriptor_open_total",
        "minio_node_go_routine_total",
        "minio_s3_requests_inflight_total",
        "minio_s3_requests_waiting_total",
        "velero_backup_total",
    }
)
"""Gauges all the same: https://github.com/siimon/prom-client/tree/master/lib/metrics,
https://github.com/minio/minio/blob/master/docs/metrics/prometheus/list.md (types: https://pigsty.io/docs/minio/metric),
https://github.com/vmware-tanzu/velero/blob/main/pkg/metrics/metrics.go"""
