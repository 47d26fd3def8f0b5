"""What the tests need to look at pages as a reader does: a browser, a server, two judges."""
