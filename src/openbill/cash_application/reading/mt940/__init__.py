"""The statements of SWIFT (MT940, MT950) and its reports of the running day (MT942), in the dialects of banks."""
