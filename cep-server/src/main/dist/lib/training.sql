-- Run once, unseen, to learn which classes a run needs; see bin/weir.
SELECT 1;
