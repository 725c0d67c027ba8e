#include "models/identity.hpp"
#include "models/offer.hpp"
#include "models/store/seal.hpp"
#include "models/time.hpp"
#include "server/app.hpp"
#include "server/http/decode.hpp"
#include "server/offers/service.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/wire.hpp"
#include "tests/whole/killed.hpp"
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

namespace killed {

using namespace models;
using nlohmann::json;
using support::Heard;
using support::Wire;

namespace {

struct Gone {}; // the server does not answer any more

constexpr std::size_t kFamilies = 8; // that are not entered in error

// What all clients know and tell together.
struct Shared {
    std::mutex lock;
    Told told;
    std::vector<std::string> families;
    int born = 0;
};

class Client {
public:
    Client(const Place& place, std::uint16_t port, std::uint64_t seed, Shared& shared)
        : place_(place), shared_(shared), dice_(seed), wire_(port, Wire::Kind::plain)
    {
    }

    void run()
    {
        try {
            for (;;) step();
        } catch (const Gone&) {
            const std::lock_guard guard(shared_.lock);
            if (!pending_.empty()) shared_.told.unanswered.push_back(pending_);
        }
    }

private:
    int below(int count) { return dice_.small(0, count - 1); }
    bool one_in(int count) { return below(count) == 0; }

    Heard say(const std::string& request, bool stores)
    {
        pending_ = stores ? request : std::string();
        if (!wire_.send(request)) throw Gone();
        auto heard = wire_.answer();
        if (!heard) throw Gone();
        pending_.clear();
        if (heard->status >= 500 && heard->status != 503) {
            const std::lock_guard guard(shared_.lock);
            shared_.told.broken.push_back(std::to_string(heard->status) + " to " +
                                          request.substr(request.rfind('\n') + 1) + " of " +
                                          request.substr(0, request.find('\r')));
        }
        return *std::move(heard);
    }

    std::string head(const std::string& line, const std::string& fields, const std::string& body)
    {
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    std::string bearer(Who who) const
    {
        return "Authorization: Bearer " + place_.tokens.at(static_cast<std::size_t>(who)) + "\r\n";
    }
    Heard get(Who who, const std::string& target)
    {
        return say("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + bearer(who) + "\r\n", false);
    }
    Heard post(Who who, const std::string& target, const json& body, const std::string& etag = "")
    {
        const auto fields = bearer(who) +
                            "Content-Type: application/json\r\nIdempotency-Key: " + store::new_uuid() +
                            "\r\n" + (etag.empty() ? "" : "If-Match: " + etag + "\r\n");
        return say(head("POST " + target, fields, body.dump()), true);
    }
    Heard page(Who who, const std::string& target)
    {
        return say("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nCookie: parasol=" +
                       place_.sessions.at(static_cast<std::size_t>(who)) + "\r\n\r\n",
                   false);
    }
    Heard form(Who who, const std::string& target, const std::string& fields)
    {
        const auto cookie = "Cookie: parasol=" + place_.sessions.at(static_cast<std::size_t>(who)) +
                            "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        return say(head("POST " + target, cookie,
                        "csrf=" + server::percent_encoded(place_.csrf(who)) + "&" + fields),
                   true);
    }

    static std::int64_t version_in(const Heard& heard)
    {
        const auto etag = heard.field("etag"); // "v7"
        return etag.size() < 4 ? 0 : std::stoll(etag.substr(2, etag.size() - 3));
    }

    void note(const std::string& act, const Heard& heard, const std::string& noun = {},
              const std::string& id = {})
    {
        const std::lock_guard guard(shared_.lock);
        auto& told = shared_.told;
        if (heard.status >= 400) return;
        ++told.acts[act];
        if (noun.empty()) return;
        auto& version = told.versions[noun + " " + id];
        version = std::max(version, version_in(heard));
    }

    void step()
    {
        std::string family;
        std::size_t count = 0;
        {
            const std::lock_guard guard(shared_.lock);
            count = shared_.families.size();
            if (count > 0)
                family = shared_.families[static_cast<std::size_t>(below(static_cast<int>(count)))];
        }
        if (count == 0 || (count < kFamilies && one_in(4))) return report();
        const auto what = below(40);
        if (what == 0) return note("next day", form(Who::county, "/demo/next-day", "x=1"));
        if (what == 1) return finish_a_task();
        if (what < 4) return object(family);
        if (what < 22) return move_offer();
        move_referral(family);
    }

    void report()
    {
        int number = 0;
        {
            const std::lock_guard guard(shared_.lock);
            number = ++shared_.born;
        }
        auto body = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
        for (auto& member : body["household"]["members"]) { // nobody is in two families
            constexpr std::size_t kAreaAndBirth = 14;
            const auto digits = member["id_number"].get<std::string>().substr(0, kAreaAndBirth) +
                                std::to_string(100 + number);
            member["id_number"] = digits + resident_check_character(digits);
        }
        const auto heard = post(Who::village, "/api/v1/referrals", body);
        if (heard.status != 201) {
            const std::lock_guard guard(shared_.lock);
            shared_.told.broken.push_back("a report was refused: " + heard.body.substr(0, 300));
            return;
        }
        const auto place = heard.field("location");
        const auto id = place.substr(place.rfind('/') + 1);
        note("report", heard, "referral", id);
        const std::lock_guard guard(shared_.lock);
        shared_.families.push_back(id);
    }

    void move_referral(const std::string& id)
    {
        const auto path = "/api/v1/referrals/" + id;
        const auto heard = get(Who::county, path);
        if (heard.status != 200) return;
        const auto told = json::parse(heard.body);
        const std::string state = told.at("state");
        const auto today = to_text(day_of(server::system_now()));
        const auto act = [&](Who who, const json& body) {
            const auto done = post(who, path + "/moves", body, heard.field("etag"));
            note("referral " + body.at("act").get<std::string>(), done, "referral", id);
        };
        json needs = json::array();
        std::string medical;
        for (const auto& line : told.at("plan")) {
            needs.push_back({{"id", line.at("need")}, {"assessed", 300'000}, {"government_aid", 0}});
            if (line.value("type", "") == "medical") medical = line.at("need");
        }
        const json visit{
            {"act", "recheck"}, {"way", "on_site"}, {"on", today}, {"who", "镇"}, {"found", "属实"}};
        const json decision{{"act", "confirm"},         {"kind", "beyond_aid"}, {"aid_check", "granted"},
                            {"aid_text", "已享受低保"}, {"needs", needs},       {"spot_check", "已入户"},
                            {"reason", "病情急"}};
        if (state == "reported") {
            if (one_in(6))
                return act(Who::township, {{"act", "return"}, {"wanted", {"income"}}, {"text", "补充"}});
            auto urgent = decision;
            urgent["act"] = "confirm_urgently";
            return one_in(4) ? act(Who::county, urgent) : act(Who::township, visit);
        }
        if (state == "returned") return act(Who::village, {{"act", "resubmit"}, {"text", "已补"}});
        if (state == "rechecked") return act(Who::county, decision);
        if (state == "suspended") return act(Who::county, {{"act", "resume"}});
        if (state == "closed") return act(Who::county, {{"act", "reopen"}, {"text", "又有困难"}});
        if (state == "entered_in_error") return forget(id);
        switch (below(36)) {
        case 11:
            return act(Who::county, {{"act", "refuse"}, {"reason", "not_in_hardship"}, {"text", "不符"}});
        case 0:
            return act(Who::county, {{"act", "suspend"},
                                     {"reason", "away"},
                                     {"until", to_text(plus_days(day_of(server::system_now()), 20))}});
        case 1: return act(Who::county, {{"act", "withdraw"}, {"text", "本人不要"}});
        case 2: return act(Who::county, {{"act", "close"}, {"reason", "unmet"}, {"text", "没有"}});
        case 3: return act(Who::county, {{"act", "end"}, {"reason", "moved"}, {"text", "搬走"}});
        case 4: return act(Who::county, {{"act", "correct"}, {"text", "核实"}, {"needs", json::array()}});
        case 5: {
            auto late = visit;
            late["act"] = "recheck_late";
            return act(Who::township, late);
        }
        case 6:
            return act(one_in(2) ? Who::county : Who::second_county,
                       {{"act", "mark_as_error"}, {"reason", "entered_twice"}, {"text", "重复"}});
        case 7: return withdraw_consent(path);
        case 8:
        case 9:
        case 10: return give_consent(path);
        default:
            if (!medical.empty()) {
                const auto done = post(Who::county, path + "/offers",
                                       {{"need", medical},
                                        {"program", to_text(one_in(3) ? place_.small : place_.program)},
                                        {"duplicate", "另一项"}});
                const auto place = done.field("location");
                note("offer", done, place.empty() ? "" : "offer", place.substr(place.rfind('/') + 1));
            }
        }
    }

    void forget(const std::string& family)
    {
        const std::lock_guard guard(shared_.lock);
        std::erase(shared_.families, family);
    }

    void give_consent(const std::string& path)
    {
        const auto today = day_of(server::system_now());
        note("consent given", post(Who::village, path + "/consents",
                                   {{"organizations", {to_text(place_.organization)}},
                                    {"purposes", {"medical"}},
                                    {"fields", {"name", "phone"}},
                                    {"way", "paper"},
                                    {"from", to_text(today)},
                                    {"until", to_text(plus_days(today, 300))},
                                    {"who", "石玉兰"},
                                    {"guardian", "石玉兰"}}));
    }

    void withdraw_consent(const std::string& path)
    {
        const auto heard = get(Who::village, path + "/consents");
        if (heard.status != 200) return;
        for (const auto& one : json::parse(heard.body).at("items"))
            if (one.at("state") == "given")
                return note("consent withdrawn",
                            post(Who::village,
                                 path + "/consents/" + one.at("id").get<std::string>() + "/withdraw",
                                 json::object()));
    }

    // What leads on more often than what ends.
    static std::size_t weight_of(const std::string& act)
    {
        static const std::map<std::string, std::size_t> kWeights{
            {"accept", 9},     {"deliver", 12},  {"complete", 9}, {"reopen", 20},       {"answer", 4},
            {"stop_short", 4}, {"reconfirm", 4}, {"pass_on", 4},  {"ask_for_facts", 2}, {"waitlist", 2}};
        const auto found = kWeights.find(act);
        return found == kWeights.end() ? 1 : found->second;
    }

    void move_offer()
    {
        const bool leads_on = !one_in(3); // else what ends offers would leave too few to help by
        const auto who =
            leads_on ? Who::charity : dice_.pick({Who::charity, Who::county, Who::second_county});
        const auto* box = leads_on
                              ? dice_.pick({"to_answer", "to_deliver", "to_deliver"})
                              : dice_.pick({"all", "to_answer", "asked", "waiting", "to_deliver", "ended"});
        const auto list = get(who, std::string("/api/v1/offers?limit=50&box=") + box);
        if (list.status != 200) return;
        const auto items = json::parse(list.body).at("items");
        if (items.empty()) return;
        const auto item = items.at(static_cast<std::size_t>(below(static_cast<int>(items.size()))));
        const auto id = item.at("id").get<std::string>();
        const auto heard = get(who, "/api/v1/offers/" + id);
        if (heard.status != 200) return;
        note("open", heard, "offer", id);
        const auto told = json::parse(heard.body);
        std::vector<std::string> acts;
        for (const auto& act : told.at("acts"))
            if (act != "mark_as_error" || one_in(10)) // it is possible everywhere and ends everything
                acts.insert(acts.end(), weight_of(act), act.get<std::string>());
        if (one_in(8)) acts = {"take_back"};
        const auto state = told.at("state").get<std::string>();
        const bool helped = state == "fulfilled" || state == "partly_fulfilled";
        if (helped && told.at("referral").is_string() && one_in(3))
            return raise(told.at("referral"), "offer%3A" + id);
        if (acts.empty()) return;
        auto body = what_to_do(dice_.pick(acts), told);
        const auto act = body.at("act").get<std::string>();
        note("offer " + act, post(who, "/api/v1/offers/" + id + "/moves", body, heard.field("etag")), "offer",
             id);
    }

    json what_to_do(const std::string& act, const json& told)
    {
        json body{{"act", act}};
        const bool is_small = told.at("program") == to_text(place_.small);
        if (act == "decline") body["reason"] = is_small ? "full" : "other";
        if (act == "pass_on") {
            body["reason"] = server::offers::kPassOnReasons.front();
            body["program"] = to_text(is_small ? place_.program : place_.small);
        }
        if (act == "deliver") {
            const auto left =
                told.at("units").get<std::int64_t>() - told.at("delivered_units").get<std::int64_t>();
            body.update(
                {{"units", dice_.pick({left, left, std::max<std::int64_t>(left / 2, 1)})},
                 {"on", to_text(day_of(parse_time(told.at("offered_at").get<std::string>()).value()))},
                 {"way", "bank"}, // the server's clock may be days ahead
                 {"signer", "本人"}});
        }
        if (act == "reopen")
            for (const auto& delivery : told.at("deliveries"))
                if (delivery.at("state") != "reversed") body["undone"] = {delivery.at("id")};
        if (act != "accept" && act != "deliver" && act != "complete" && act != "take_back" &&
            act != "reconfirm" && act != "waitlist")
            body["note"] = "说明";
        return body;
    }

    static std::string between(const std::string& text, const std::string& before, const std::string& after,
                               std::size_t& at)
    {
        at = text.find(before, at);
        if (at == std::string::npos) return {};
        at += before.size();
        return text.substr(at, text.find(after, at) - at);
    }

    void finish_a_task()
    {
        const auto who = one_in(2) ? Who::county : Who::township;
        const auto due = page(who, "/due");
        std::size_t at = 0;
        const auto task = between(due.body, "action=\"/due/", "/done\"", at);
        const auto once = between(due.body, "name=\"once\" value=\"", "\"", at);
        if (task.empty()) return;
        note("task done", form(who, "/due/" + task + "/done", "once=" + server::percent_encoded(once)));
    }

    void object(const std::string& family)
    {
        if (one_in(2)) return answer_objection();
        raise(family, "handling%3A0");
    }

    void raise(const std::string& family, const std::string& about)
    {
        const auto path = "/referrals/" + family + "/objection";
        const auto asked = page(Who::village, path);
        std::size_t at = 0;
        const auto once = between(asked.body, "name=\"once\" value=\"", "\"", at);
        note("objection", form(Who::village, path,
                               "about=" + about + "&text=" + server::percent_encoded("态度不好") +
                                   "&once=" + server::percent_encoded(once)));
    }

    void answer_objection()
    {
        const auto list = get(Who::third_county, "/api/v1/objections?state=open");
        if (list.status != 200) return;
        const auto items = json::parse(list.body).at("items");
        if (items.empty()) return;
        const auto which = static_cast<std::size_t>(below(static_cast<int>(items.size())));
        const auto path = "/api/v1/objections/" + items.at(which).at("id").get<std::string>();
        const auto heard = get(Who::third_county, path);
        note("objection answered",
             post(Who::third_county, path + "/answer",
                  {{"act", one_in(2) ? "uphold" : "dismiss"}, {"text", "已查"}}, heard.field("etag")));
    }

    const Place& place_;
    Shared& shared_;
    tests::Dice dice_;
    Wire wire_;
    std::string pending_;
};

} // namespace

Told press(const Place& place, std::uint16_t port, std::uint64_t seed, int clients,
           const std::function<void()>& kill, int acts, std::vector<std::string> families)
{
    Shared shared;
    shared.families = std::move(families);
    shared.born = static_cast<int>(seed % 880); // other people than in the rounds before
    std::vector<std::jthread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back(
            [&, i] { Client(place, port, seed + static_cast<std::uint64_t>(i), shared).run(); });
    const auto went = [&] {
        const std::lock_guard guard(shared.lock);
        int all = 0;
        for (const auto& [act, count] : shared.told.acts) all += count;
        return all;
    };
    constexpr std::chrono::seconds kPatience{60};
    for (const auto until = std::chrono::steady_clock::now() + kPatience;
         went() < acts && std::chrono::steady_clock::now() < until;)
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
    kill();
    threads.clear();
    shared.told.families = std::move(shared.families);
    return std::move(shared.told);
}

} // namespace killed
