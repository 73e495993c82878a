"""Claims: who did what to whom, who says so, and how sure; parsed sentences in, claims out."""

from kg.claims.reader import Reading, claim_id, read_claims, status_of

__all__ = ["Reading", "claim_id", "read_claims", "status_of"]
