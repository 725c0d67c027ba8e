#pragma once
#include "server/http/call.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json_fwd.hpp>

// /referrals/{id}/consent: the one page on which a family's consent is written down and taken back.
namespace server::referrals {

Response show_consent(const Call&, store::Reader&);
Response give_consent(const Call&, store::Writer&);
Response end_consent(const Call&, store::Writer&);

// For the referral's own page: those that are live, and where to write one down.
nlohmann::json consent_view(const Call&, store::Reader&, const Case&);

} // namespace server::referrals
