"""Jira, GitHub and GitLab. The modules are generators: a step yields an Ask and is sent the Reply, so that no module
does I/O, and a test can give any reply."""
