#pragma once
#include "server/http/call.hpp"
#include "server/objections/words.hpp"

// What the officers' pages of objections show.
namespace server::objections {

struct ListPage {
    std::optional<models::ObjectionState> state;              // nothing: all
    std::vector<std::pair<ObjectionRow, std::string>> rows;   // with what it is about
    std::vector<std::pair<std::string, std::int64_t>> counts; // name of the state ("all"), how many
    models::ObjectionId next;
};
nlohmann::json list_view(const Call&, const ListPage&);

struct Shown {
    ObjectionRow row;
    std::string about, referral; // in words; its reference
    std::string why_not;         // this officer may not answer: a message key
    html::Typed typed;
    std::vector<models::Fault> faults;
};
nlohmann::json show_view(const Call&, const Shown&);

// The form in which an officer writes down what a family says.
struct RaisePage {
    models::ReferralId referral;
    std::string reference;
    nlohmann::json fields;
    std::vector<models::Fault> faults;
};
nlohmann::json raise_view(const Call&, const RaisePage&);

} // namespace server::objections
