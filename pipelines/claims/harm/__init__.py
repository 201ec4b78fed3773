"""Which figures count harm, and which harm."""
