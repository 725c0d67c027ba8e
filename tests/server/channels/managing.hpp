#pragma once
#include "models/store/programs.hpp"
#include "server/http/idempotency.hpp"
#include "tests/server/channels/carrying.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

namespace carrying {

using namespace models;
using namespace std::chrono_literals;

// Two organizations with a manager each, an administrator, and nobody that may be reached inside.
struct Managing : Outbox {
    Managing()
    {
        auto config = std::make_shared<server::Config>(*library->config);
        config->outbound_networks.clear();
        config->mail_server = "smtp://mail.office.example:587";
        library->config = config;
        own = foundation("53520000MJ0000018Q");
        other = foundation("53520000MJ0000019R");
    }
    Actor manager() { return leader(own, "manager"); }
    Actor admin() { return officer(Role::admin, {}, "admin"); }
    server::Response add(const Actor& actor, const std::string& url, const std::string& whose = "")
    {
        return post(actor, "/channels",
                    {{"once", server::new_form_token()},
                     {"kind", "webhook"},
                     {"url", url},
                     {"whose", whose},
                     {"topics", "offer"}});
    }
    server::Response act(const Actor& actor, const std::string& target, const std::string& to = "")
    {
        return post(actor, target, {{"once", server::new_form_token()}, {"to", to}});
    }
    std::string only_channel() { return "/channels/" + value("SELECT id FROM channel"); }
    store::ChannelRow only_row()
    {
        return channel_row(*parse_id<ChannelId>(value("SELECT id FROM channel")));
    }
    server::Response say_code(const std::string& code)
    {
        return post(county(), "/account/mail/code", {{"once", server::new_form_token()}, {"code", code}});
    }
    server::Response set_address(const std::string& address)
    {
        return post(county(), "/account/mail", {{"once", server::new_form_token()}, {"address", address}});
    }
    OrganizationId own, other;
};

} // namespace carrying
