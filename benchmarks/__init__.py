"""What `script/bench NAME` measures, beside a peer in the same run where there is one."""
