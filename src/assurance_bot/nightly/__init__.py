"""What the nightly job tells: each step, a summary of what is new, digests for owners and the office; and when it runs."""
