"""What goes wrong on purpose: kills, full disks, wrong clocks, hostile hosts and documents."""
