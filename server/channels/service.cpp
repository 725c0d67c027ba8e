#include "server/channels/service.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "models/store/seal.hpp"
#include "server/channels/outgoing.hpp"
#include "server/channels/targets.hpp"
#include "server/config.hpp"
#include "server/sending/mail_text.hpp"
#include "server/sending/signature.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::channels {

using namespace models;

namespace {

constexpr std::int64_t kMostWrongCodes = 5;
constexpr std::chrono::minutes kBetweenCodes{1};
constexpr std::int64_t kCodesOfAccount = 5, kCodesToAddress = 3; // within kCodeLasts
constexpr std::string_view kIntegrator = "account-";
constexpr std::size_t kLongestBody = 2000, kLongestField = 500;

// A value of each kind, as it will be filled in: whatever the notice says, the gateway gets a whole body.
const char* fault_of_body(const Wish& wish)
{
    const auto& body = wish.body;
    if (!body.contains("%phone%") || !body.contains("%text%") || body.size() > kLongestBody)
        return "error.channel.body";
    if (!is_json_body(body))
        return is_field_value(body) && !body.contains(' ') ? nullptr : "error.channel.body_form";
    const auto filled = filled_body(
        body, {{"phone", wish.phone}, {"text", "\"\\\n"}, {"id", "msg_1"}, {"time", "2026-11-30T08:00:00Z"}});
    return nlohmann::json::accept(filled) ? nullptr : "error.channel.body_json";
}

Refusal unknown() { return {Reason::not_found, {{"error.channel.unknown", "", {}}}}; }

// The account that a receiver belongs to: an integrator's, if it is one's; else who made it.
std::optional<AccountId> account_in(const Desk& desk, const std::string& whose)
{
    if (desk.actor.role != Role::admin || !whose.starts_with(kIntegrator)) return desk.actor.account;
    const auto id = parse_id<AccountId>(std::string_view(whose).substr(kIntegrator.size()));
    const auto row = id ? store::find_account(desk.db, *id) : std::nullopt;
    if (!row || row->actor.role != Role::integrator || !row->active) return {};
    return id;
}

// Whose notices: the manager's own organization, or whom the administrator named; nothing: nobody.
std::optional<Office> office_in(const Desk& desk, const Wish& wish, std::vector<Fault>& faults)
{
    if (desk.actor.role != Role::admin) return Office{Side::charity, {}, desk.actor.organization, true};
    const bool integrator = wish.whose.starts_with(kIntegrator) && account_in(desk, wish.whose);
    if (wish.whose == "all" || integrator) return Office{Side::system, {}, {}, true};
    if (wish.whose == "office") {
        const auto area = parse_area(wish.area);
        const auto* division = area ? desk.library.divisions->find(*area) : nullptr;
        const auto level = division ? level_of(*area) : AreaLevel::province;
        if (level == AreaLevel::county) return Office{Side::county, *area, {}, true};
        if (level == AreaLevel::township) return Office{Side::township, *area, {}, true};
        if (level == AreaLevel::village) return Office{Side::village, *area, {}, true};
        faults.push_back({"error.channel.area", "/area", {}});
        return {};
    }
    const auto organization = parse_id<OrganizationId>(wish.whose);
    if (organization && store::find_organization(desk.db, *organization))
        return Office{Side::charity, {}, *organization, true};
    faults.push_back({"error.channel.whose", "/whose", {}});
    return {};
}

std::vector<Fault> faults_of(const Desk& desk, const Wish& wish)
{
    std::vector<Fault> faults;
    const auto kind = from_name<ChannelKind>(wish.kind);
    if (!kind || *kind == ChannelKind::mail) faults.push_back({"error.channel.kind", "/kind", {}});
    if (const auto wrong = fault_of_target(wish.url, *desk.library.config))
        faults.push_back({wrong, "/url", {}});
    const bool known = std::ranges::all_of(
        wish.topics, [](const auto& topic) { return std::ranges::find(kTopics, topic) != kTopics.end(); });
    if (wish.topics.empty() || !known) faults.push_back({"error.channel.topics", "/topics", {}});
    if (kind != ChannelKind::sms) return faults;
    if (!is_phone(wish.phone)) faults.push_back({"error.channel.phone", "/phone", {}});
    if (const auto* wrong = fault_of_body(wish)) faults.push_back({wrong, "/body", {}});
    if (!is_field_value(wish.authorization) || wish.authorization.size() > kLongestField)
        faults.push_back({"error.channel.authorization", "/authorization", {}});
    return faults;
}

} // namespace

Result<Made> add_channel(const Desk& desk, const Wish& wish)
{
    auto faults = faults_of(desk, wish);
    const auto office = office_in(desk, wish, faults);
    if (!faults.empty() || !office) return refuse(std::move(faults));
    store::ChannelRow row{.kind = from_name<ChannelKind>(wish.kind).value(), .state = ChannelState::on};
    row.account = account_in(desk, wish.whose).value();
    row.office = *office;
    row.topics = wish.topics;
    row.keys.target = as_target(wish.url);
    if (row.kind == ChannelKind::webhook)
        row.keys.secret = sending::new_secret();
    else {
        row.keys.phone = wish.phone;
        row.keys.body = wish.body;
        row.keys.authorization = wish.authorization;
    }
    const auto id = store::insert_channel(desk.db, row, desk.now);
    audit(desk, "channel.added", to_text(id), R"({"kind":")" + wish.kind + "\"}");
    return Made{id, row.keys.secret};
}

std::optional<store::ChannelRow> find_own(store::Reader& db, const Actor& actor, ChannelId id)
{
    auto row = store::find_channel(db, id);
    if (!row || row->kind == ChannelKind::mail) return {};
    const bool own = row->office.side == Side::charity && row->office.organization == actor.organization;
    return actor.role == Role::admin || own ? row : std::nullopt;
}

Result<std::string> change_secret(const Desk& desk, ChannelId id)
{
    auto row = find_own(desk.db, desk.actor, id);
    if (!row || row->kind != ChannelKind::webhook) return std::unexpected(unknown());
    row->keys.secret_before = std::exchange(row->keys.secret, sending::new_secret());
    row->rotated_until = desk.now + kSecretsOverlap;
    if (!store::save_channel(desk.db, *row)) return refuse(Reason::stale, "error.channel.changed");
    audit(desk, "channel.secret_changed", to_text(id));
    return row->keys.secret;
}

Result<bool> switch_channel(const Desk& desk, ChannelId id, bool on)
{
    auto row = find_own(desk.db, desk.actor, id);
    if (!row) return std::unexpected(unknown());
    if ((row->state == ChannelState::on) == on) return true;
    if (!on)
        store::turn_channel_off(desk.db, id, OffReason::by_hand, desk.now);
    else {
        row->state = ChannelState::on;
        row->off_reason.reset();
        if (!store::save_channel(desk.db, *row)) return refuse(Reason::stale, "error.channel.changed");
    }
    audit(desk, on ? "channel.turned_on" : "channel.turned_off", to_text(id),
          on ? "" : R"({"reason":"by_hand"})");
    return true;
}

Result<bool> send_again(const Desk& desk, ChannelId id, DispatchId dispatch)
{
    if (!find_own(desk.db, desk.actor, id)) return std::unexpected(unknown());
    if (!store::send_again(desk.db, id, dispatch, desk.now))
        return refuse(Reason::wrong_state, "error.channel.again");
    audit(desk, "channel.sent_again", to_text(id), R"({"dispatch":")" + to_text(dispatch) + "\"}");
    return true;
}

Result<bool> set_address(const Desk& desk, const std::string& address, const std::string& language)
{
    if (desk.library.config->mail_server.empty()) return refuse(Reason::wrong_state, "error.mail.none");
    if (!sending::is_mail_address(address)) return refuse({{"error.mail.address", "/address", {}}});
    const auto before = store::find_mail_channel(desk.db, desk.actor.account);
    const bool soon = before && before->keys.code_until > desk.now + kCodeLasts - kBetweenCodes;
    if (soon) return refuse({{"error.mail.soon", "/address", {}}});
    const auto lately = store::count_mail_codes(desk.db, desk.actor.account, address, desk.now - kCodeLasts);
    if (lately.of_account >= kCodesOfAccount || lately.to_address >= kCodesToAddress)
        return refuse({{"error.mail.many", "/address", {}}});
    store::delete_mail_channel(desk.db, desk.actor.account);
    store::ChannelRow row{.kind = ChannelKind::mail, .state = ChannelState::unconfirmed};
    row.account = desk.actor.account;
    row.language = language;
    row.daily = !before || before->daily;
    row.keys.target = address;
    row.keys.code = desk.db.vault().short_code(store::random_token());
    row.keys.code_until = desk.now + kCodeLasts;
    const auto id = store::insert_channel(desk.db, row, desk.now);
    store::queue_dispatch(desk.db, id, DispatchKind::code, desk.now);
    store::insert_mail_code(desk.db, desk.actor.account, address, desk.now);
    audit(desk, "mail.address_set", to_text(id));
    return true;
}

CodeAnswer confirm_address(const Desk& desk, const std::string& code)
{
    auto row = store::find_mail_channel(desk.db, desk.actor.account);
    if (!row || row->state != ChannelState::unconfirmed || row->keys.code_until <= desk.now ||
        row->keys.wrong_codes >= kMostWrongCodes)
        return CodeAnswer::over;
    std::string typed;
    for (const char c : code)
        if (c != ' ' && c != '-') typed += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const bool right = typed == row->keys.code;
    if (right) {
        row->state = ChannelState::on;
        row->off_reason.reset();
        row->keys.code.clear();
        row->keys.code_until = {};
        audit(desk, "mail.confirmed", to_text(row->id));
    } else
        ++row->keys.wrong_codes;
    store::save_channel(desk.db, *row);
    return right ? CodeAnswer::right : CodeAnswer::wrong;
}

Result<bool> set_mail_wishes(const Desk& desk, bool on, bool daily)
{
    auto row = store::find_mail_channel(desk.db, desk.actor.account);
    if (!row || row->state == ChannelState::unconfirmed)
        return refuse(Reason::wrong_state, "error.mail.unconfirmed");
    row->daily = daily;
    if (on) {
        row->state = ChannelState::on;
        row->off_reason.reset();
    }
    if (!store::save_channel(desk.db, *row)) return refuse(Reason::stale, "error.channel.changed");
    if (!on) store::turn_channel_off(desk.db, row->id, OffReason::by_hand, desk.now);
    audit(desk, on ? "mail.turned_on" : "mail.turned_off", to_text(row->id));
    return true;
}

void forget_address(const Desk& desk)
{
    const auto row = store::find_mail_channel(desk.db, desk.actor.account);
    if (!row) return;
    store::delete_mail_channel(desk.db, desk.actor.account);
    audit(desk, "mail.address_forgotten", to_text(row->id));
}

} // namespace server::channels
