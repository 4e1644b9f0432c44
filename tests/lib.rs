//! Acceptance stories on a real workbench, and journeys in the real window. All of it is in the tests.
