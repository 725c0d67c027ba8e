#pragma once
#include "server/http/steps.hpp"

// The new-referral form: who, what help, the family, then check and report. The same pages mend what was
// returned. Every step is a plain form; a draft keeps whatever was typed.
namespace server::referrals {

Response begin_form(const Call&, store::Reader&); // GET /referrals/new: what to have at hand, open drafts
Response start_form(const Call&, store::Writer&);

// GET and POST /referrals/{id}/form/who, …/needs, …/family, …/members/{member}. With a field "autosave" the
// POST answers 204 and the new version as ETag.
Response show_step(const Call&, store::Reader&);
extern const Steps kKeepStep;
Response remove_member(const Call&, store::Writer&);

Response show_check(const Call&, store::Reader&); // GET /referrals/{id}/form/check
Response submit_form(const Call&, store::Writer&);
Response show_done(const Call&, store::Reader&); // GET /referrals/{id}/form/done

} // namespace server::referrals
