//! Waivers: a gap that may stand for a time, and what happens when that is over.

use super::journeys;
use crate::common::Program;

const AUDIT: &str = "orders/api-audit.toml";
const HEAD: &str = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

fn with_gap(waiver: &str) -> Program {
    let gap = "\n[items.based-on-clear-business-needs]\nverdict = \"gap\"\nreason = \"Not asked yet\"\n";
    let mut program = Program::open(AUDIT, &format!("{HEAD}{gap}{waiver}"));
    program.press("<home>");
    program
}

const OVER: &str = "\n[items.based-on-clear-business-needs.waiver]\nreason = \"Interviews in October\"\n\
                    approved_by = \"Business owner\"\nuntil = 2026-10-31\n";

journeys! {
    fn a_gap_is_waived_until_a_day() {
        let mut program = with_gap("");
        program.press("w").shows(&["Waiver", "Requested by", "Approved by", "Until"]);
        program.press("<enter>").shows(&["A waiver needs a reason"]).press("Interviews next week<enter>");
        program.shows(&["needs its last day"]).press("soon<enter>").shows(&["soon is not a date"]);
        program.press("<ctrl-u>2026-11-01<enter>").shows(&["2026-11-01 is in the past"]);
        program.press("<ctrl-u>2026-12-31<shift-tab>Business owner<enter>");
        assert!(program.said().contains("waived until 2026-12-31"), "{}", program.said());
        let expected = "[items.based-on-clear-business-needs.waiver]\nreason = \"Interviews next week\"\n\
                        approved_by = \"Business owner\"\nuntil = 2026-12-31\n";
        assert!(program.text(AUDIT).ends_with(expected), "{}", program.text(AUDIT));
        program.shows(&["1 waived", "until 2026-12-31", "approved by Business owner"]);
        program.press("u");
        assert!(!program.text(AUDIT).contains("waiver"));
    }

    /// One that has run out stands out, keeps its day while its reason is fixed, and can be taken away.
    fn an_expired_waiver_stands_out_and_can_be_taken_away() {
        let mut program = with_gap(OVER);
        program.shows(&["expired", "EXPIRED on 2026-10-31"]).press("w<ctrl-u>Interviews<enter>");
        assert!(program.text(AUDIT).contains("reason = \"Interviews\""));
        program.press("w<ctrl-u><enter>");
        assert!(!program.text(AUDIT).contains("waiver"), "{}", program.text(AUDIT));
        assert!(program.text(AUDIT).contains("verdict = \"gap\""), "the answer stays");
    }

    fn only_what_is_missing_can_be_waived() {
        let mut program = Program::open(AUDIT, HEAD);
        program.press("w");
        assert!(program.said().contains("can be waived"), "{}", program.said());
    }
}
