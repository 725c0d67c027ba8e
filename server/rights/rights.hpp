#pragma once
#include "server/http/route.hpp"
#include <optional>
#include <string_view>
#include <vector>

// Route × role × own or other × state: which answer is due. Whose records a role reaches is
// auth/permissions.hpp's to say, in which states an act is possible the tables of moves in models; here the
// two meet the routes.
namespace server::rights {

// What the first {…} of a path names.
enum class Record {
    referral,
    offer,
    program,
    round,
    organization,
    account,
    objection,
    application,
    standing_rule,
    task,
    token,
    site,
    payment,
    worry,
    attachment,
    stock,
    approval,
    channel,
    sketch
};
std::optional<Record> record_of(std::string_view path);

// Every state of such a record, as the database writes it; empty: its kind has no states.
std::vector<std::string_view> states_of(Record);

// What is not ready to be seen is not there: not found, whatever the route. A draft referral is its author's
// alone.
bool is_there_for(models::Role, bool own, Record, std::string_view state);

// In which of them the route does for this role what it is for. Nothing: whatever the state.
std::optional<std::vector<std::string_view>> states_for(const Route&, models::Role);

} // namespace server::rights

template <>
inline constexpr auto models::kNames<server::rights::Record> =
    models::names<server::rights::Record>({{server::rights::Record::referral, "referral"},
                                           {server::rights::Record::offer, "offer"},
                                           {server::rights::Record::program, "program"},
                                           {server::rights::Record::round, "round"},
                                           {server::rights::Record::organization, "organization"},
                                           {server::rights::Record::account, "account"},
                                           {server::rights::Record::objection, "objection"},
                                           {server::rights::Record::application, "application"},
                                           {server::rights::Record::standing_rule, "standing_rule"},
                                           {server::rights::Record::task, "task"},
                                           {server::rights::Record::token, "token"},
                                           {server::rights::Record::site, "site"},
                                           {server::rights::Record::payment, "payment"},
                                           {server::rights::Record::worry, "worry"},
                                           {server::rights::Record::attachment, "attachment"},
                                           {server::rights::Record::stock, "stock"},
                                           {server::rights::Record::approval, "approval"},
                                           {server::rights::Record::channel, "channel"},
                                           {server::rights::Record::sketch, "sketch"}});
