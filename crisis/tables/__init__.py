"""Case and lens make a view: pandas tables of what is left, and a ledger of what was taken out."""
