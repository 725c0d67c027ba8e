#pragma once
#include "server/http/decode.hpp"
#include "server/referrals/routes.hpp"
#include "tests/server/referrals/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

// The new-referral form over the routes, filled by a township officer.
namespace form_given {

using namespace models;
using namespace server;
using support::Fields;

struct FormWorld : support::World {
    FormWorld() : World(support::tables_with_pages()) {}

    const Route& route(Verb verb, const std::string& path, std::map<std::string, std::string>& captures)
    {
        static const Router kRouter({referrals::routes()});
        const auto found = kRouter.find(verb, path);
        BOOST_REQUIRE_MESSAGE(found.route, path);
        captures = found.captures;
        return *found.route;
    }
    Response ask(const Actor& actor, Verb verb, const std::string& target, Fields form = {})
    {
        auto request = call(actor, verb, target, form);
        request.language = language;
        return run(route(verb, request.path, request.captures), request);
    }
    Response get(const std::string& target) { return ask(township(), Verb::get, target); }
    Response post(const std::string& target, Fields form)
    {
        return ask(township(), Verb::post, target, form);
    }

    // A fresh draft's path: "/referrals/7/form/".
    std::string begun(const std::string& once = "once-0123456789")
    {
        const auto answer = ask(township(), Verb::post, "/referrals/new", {{"once", once}});
        const auto to = support::location(answer);
        return to.substr(0, to.rfind('/') + 1);
    }
    ReferralId id_of(const std::string& form)
    {
        return parse_id<ReferralId>(form.substr(11, form.find('/', 11) - 11)).value();
    }
    Referral referral(const std::string& form)
    {
        return db.read([&](store::Reader& reader) {
            const auto who = township();
            return store::find_referral(reader, {who.area, who.account}, id_of(form)).value();
        });
    }
    std::string version(const std::string& form) { return std::to_string(referral(form).version); }
    referrals::Document document(const std::string& form) { return given::document(*this, referral(form)); }

    // The whole grandmother in the fewest fields.
    std::string filled()
    {
        const auto form = begun();
        post(form + "who", {{"version", "1"},
                            {"name", "石玉兰"},
                            {"id_number", "529903196304120024"},
                            {"village", "520324103207"}});
        post(form + "needs", {{"version", "2"}, {"need", "medical"}, {"kind", "beyond_aid"}});
        return form;
    }
    Language language = Language::zh;
};

inline bool has(const Response& response, const std::string& text)
{
    return response.body.find(text) != std::string::npos;
}

} // namespace form_given
