"""The tests, a package so that one can import another's support and pytest finds `gongbao`."""
