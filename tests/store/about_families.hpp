#pragma once
#include <set>
#include <string>
#include <vector>

// Which tables hold something about families, and all columns as the migrations make them.
namespace about_families {

using Names = std::set<std::string>;

struct Column {
    std::string table, name, definition;
    std::string full() const { return table + "." + name; }
};
std::vector<Column> all_columns(); // each as the last migration that makes it says

// Text columns that are neither sealed nor checked, in tables about families: codes, hashes and days only.
inline const Names kReviewed{"referral.reference",
                             "need.type",
                             "need.amount_band",
                             "referral_move.reason",
                             "search_token.token",
                             "blind_index.digest",
                             "consent.text_version",
                             "consent.purposes",
                             "consent.fields",
                             "consent.from_day",
                             "consent.until_day",
                             "offer.reference",
                             "offer.site",
                             "offer.need_type",
                             "offer.person",
                             "offer.person_next",
                             "offer_move.reason",
                             "delivery.on_day",
                             "attachment.sha256",
                             "guardian_consent.holds",
                             "guardian_consent.from_day",
                             "guardian_consent.until_day",
                             "worry.reference",
                             "channel.topics",
                             "channel.daily_on",
                             "dispatch.subject",
                             "dispatch.outcome",
                             "dispatch_try.outcome",
                             "objection.against_act",
                             "task.reason",
                             "notice.about",
                             "notice.reference",
                             "notice.event",
                             "notice.subject",
                             "objection.reference",
                             "objection.undecided",
                             "query_code.entry_hash",
                             "family_session.token_hash",
                             "round_award.need_type",
                             "first_answer.key_hash",
                             "first_answer.location",
                             "first_answer.body_hash",
                             "approval.ask",
                             "approval.outcome"};

inline const Names kAboutFamilies{"household",
                                  "referral",
                                  "household_document",
                                  "need",
                                  "referral_move",
                                  "clock",
                                  "search_token",
                                  "blind_index",
                                  "consent",
                                  "consent_organization",
                                  "plan",
                                  "plan_line",
                                  "offer",
                                  "offer_move",
                                  "delivery",
                                  "payment_run",
                                  "payment_line",
                                  "attachment",
                                  "attachment_content",
                                  "attendance",
                                  "guardian_consent",
                                  "worry",
                                  "worry_move",
                                  "channel",
                                  "dispatch",
                                  "dispatch_notice",
                                  "dispatch_try",
                                  "objection",
                                  "task",
                                  "notice",
                                  "notice_event",
                                  "query_code",
                                  "family_session",
                                  "first_answer",
                                  "round_family",
                                  "round_award",
                                  "approval",
                                  "legal_hold"};

} // namespace about_families
