"""Jira, GitHub and GitLab. Each module says as generators what to ask and what the answers mean: a step yields an Ask
and is given the Reply, so that none of them does I/O and every reply can be laid before them in a test."""
