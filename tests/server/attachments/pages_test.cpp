// Vouchers and signed forms: with the delivery or later, for whom they are, and for nobody else.
#include "models/store/attachments.hpp"
#include "models/store/consents.hpp"
#include "server/attachments/routes.hpp"
#include "server/attachments/service.hpp"
#include "server/http/idempotency.hpp"
#include "server/referrals/routes.hpp"
#include "tests/server/attachments/pictures.hpp"
#include "tests/server/offers/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using given::OfferWorld;
using server::offers::OfferRow;
using support::page_faults;

namespace {

std::vector<server::Route> table()
{
    std::vector<server::Route> all;
    for (const auto routes :
         {server::offers::routes(), server::attachments::routes(), server::referrals::routes()})
        all.insert(all.end(), routes.begin(), routes.end());
    return all;
}

const std::vector<server::Route>& kept_table()
{
    static const auto kAll = table();
    return kAll;
}

struct Files : OfferWorld {
    Files() : OfferWorld({}, kept_table()) {}

    using Sent = std::vector<std::pair<std::string, std::string>>;
    server::Response send_files(const Actor& actor, const std::string& target, Sent fields,
                                std::vector<server::Upload> uploads, std::string once = "")
    {
        fields.emplace_back("once", once.empty() ? server::new_form_token() : once);
        auto request = call(actor, server::Verb::post, target);
        request.form = server::Form(std::move(fields));
        request.uploads = std::move(uploads);
        return send(std::move(request));
    }
    static std::string path(OfferId id) { return "/offers/" + to_text(id); }

    server::Response deliver(const OfferRow& row, std::vector<server::Upload> uploads)
    {
        return send_files(charity(), path(row.id) + "/deliver",
                          {{"version", std::to_string(now_of(row.id).version)},
                           {"units", "500"},
                           {"on", to_text(day_of(now))},
                           {"way", "bank"},
                           {"signer", "石玉兰"}},
                          std::move(uploads));
    }
    store::DeliveryRow delivery(OfferId id)
    {
        return db.read([&](store::Reader& reader) { return store::list_deliveries(reader, id).front(); });
    }
    std::vector<store::AttachmentRow> vouchers(OfferId id)
    {
        return db.read([&](store::Reader& reader) {
            return store::attachments_of(reader, store::list_deliveries(reader, id).front().id);
        });
    }
    std::string file_path(AttachmentId id) { return "/attachments/" + to_text(id); }
    void withdraw(ReferralId id)
    {
        const auto consent =
            db.read([&](store::Reader& reader) { return store::list_consents(reader, id).front(); });
        BOOST_TEST(post(county(),
                        "/referrals/" + to_text(id) + "/consent/" + to_text(consent.id) + "/withdraw",
                        {{"version", std::to_string(consent.version)}})
                       .status == 303);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(files, Files)

BOOST_AUTO_TEST_CASE(a_voucher_comes_with_its_delivery)
{
    const auto row = accepted();
    const auto form = get(charity(), path(row.id) + "/deliver");
    BOOST_TEST(page_faults(form) == "");
    BOOST_TEST(form.body.contains("enctype=\"multipart/form-data\""));

    BOOST_TEST(deliver(row, {{"vouchers", given::photo()}, {"vouchers", given::document()}}).status == 303);

    const auto kept = vouchers(row.id);
    BOOST_REQUIRE(kept.size() == 2U);
    BOOST_TEST((kept.front().kind == AttachmentKind::jpeg));
    BOOST_TEST(count_events("attachment.add") == 2);
    const auto shown = get(charity(), path(row.id));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains(file_path(kept.front().id)));
    BOOST_TEST(shown.body.contains(kept.front().sha256.substr(0, 12)));
}

BOOST_AUTO_TEST_CASE(a_wrong_file_brings_the_form_back_and_nothing_is_kept)
{
    const auto row = accepted();
    const auto wrong = deliver(row, {{"vouchers", given::photo()}, {"vouchers", "<script>"}});
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(wrong.body.contains("JPEG、PNG 或 PDF，请换一个文件"));
    BOOST_TEST(wrong.body.contains("value=\"500\""));
    BOOST_TEST(count("delivery") == 0);
    BOOST_TEST(count("attachment") == 0);
}

BOOST_AUTO_TEST_CASE(a_file_is_opened_as_an_attachment_and_told_in_the_log)
{
    const auto row = accepted();
    deliver(row, {{"vouchers", given::photo(1)}});
    const auto id = vouchers(row.id).front().id;

    for (const auto& actor : {charity(), county(), township(), village()}) {
        const auto opened = get(actor, file_path(id));
        BOOST_TEST(opened.status == 200);
        BOOST_TEST(opened.content_type == "image/jpeg");
        BOOST_TEST(
            support::field(opened, "Content-Disposition").starts_with("attachment; filename=\"parasol-"));
        BOOST_TEST((opened.body == given::plain_photo()));
    }
    BOOST_TEST(count_events("attachment.read") == 4);
}

BOOST_AUTO_TEST_CASE(for_others_it_does_not_exist)
{
    const auto row = accepted();
    deliver(row, {{"vouchers", given::photo()}});
    const auto id = vouchers(row.id).front().id;

    for (const auto& actor : {other_charity(), elsewhere()})
        BOOST_TEST(get(actor, file_path(id)).status == 404);
    for (const auto role : {Role::admin, Role::analyst, Role::integrator})
        BOOST_TEST(get(officer(role, support::kCounty, "other"), file_path(id)).status == 403);
    for (const auto* odd : {"/attachments/0", "/attachments/..%2f1", "/attachments/1x", "/attachments/999"})
        BOOST_TEST(get(county(), odd).status == 404, odd);
    BOOST_TEST(count_events("attachment.read") == 0);
}

BOOST_AUTO_TEST_CASE(where_the_consent_is_over_the_charity_opens_and_adds_nothing)
{
    const auto row = accepted();
    deliver(row, {{"vouchers", given::photo()}});
    const auto id = vouchers(row.id).front().id;
    const auto target = path(row.id) + "/deliveries/" + to_text(delivery(row.id).id) + "/vouchers";
    withdraw(row.referral);

    BOOST_TEST(get(charity(), file_path(id)).status == 404);
    BOOST_TEST(send_files(charity(), target, {}, {{"vouchers", given::document()}}).status == 403);
    BOOST_TEST(!get(charity(), path(row.id)).body.contains(file_path(id)));
    BOOST_TEST(get(county(), file_path(id)).status == 200);
}

BOOST_AUTO_TEST_CASE(a_voucher_is_added_later_once)
{
    const auto row = accepted();
    deliver(row, {});
    const auto target = path(row.id) + "/deliveries/" + to_text(delivery(row.id).id) + "/vouchers";

    const auto none = send_files(charity(), target, {}, {});
    BOOST_TEST(none.status == 422);
    BOOST_TEST(page_faults(none) == "");
    BOOST_TEST(none.body.contains("请选择一个文件"));
    BOOST_TEST(send_files(other_charity(), target, {}, {{"vouchers", given::document()}}).status == 404);
    BOOST_TEST(send_files(county(), target, {}, {{"vouchers", given::document()}}).status == 403);

    for (int twice = 0; twice < 2; ++twice)
        BOOST_TEST(send_files(charity(), target, {}, {{"vouchers", given::document()}}, "same").status ==
                   303);
    BOOST_TEST(vouchers(row.id).size() == 1U);
    BOOST_TEST(send_files(charity(), target, {}, {{"vouchers", given::photo()}}, "same").status == 409);
    BOOST_TEST(send_files(charity(), target, {}, {{"vouchers", given::document()}}).status ==
               422); // the same file
    BOOST_TEST(send_files(charity(), target, {}, {{"vouchers", given::photo()}, {"vouchers", given::photo()}})
                   .status == 422); // twice in one form
    std::vector<server::Upload> many;
    for (int i = 0; i < 10; ++i) many.push_back({"vouchers", given::document() + std::to_string(i)});
    BOOST_TEST(send_files(charity(), target, {}, many).status == 422);
    BOOST_TEST(vouchers(row.id).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_delivery_of_another_offer_takes_no_voucher)
{
    const auto row = accepted();
    deliver(row, {});
    const auto other = offer(another_family().id).value();
    BOOST_TEST(send_files(charity(),
                          path(other.id) + "/deliveries/" + to_text(delivery(row.id).id) + "/vouchers", {},
                          {{"vouchers", given::document()}})
                   .status == 404);
}

BOOST_AUTO_TEST_CASE(the_form_that_was_signed_is_kept_with_the_consent)
{
    const auto row = accepted();
    const auto consent =
        db.read([&](store::Reader& reader) { return store::list_consents(reader, row.referral).front().id; });
    const auto page = "/referrals/" + to_text(row.referral) + "/consent";
    const auto target = page + "/" + to_text(consent) + "/files";

    BOOST_TEST(page_faults(get(township(), page)) == "");
    BOOST_TEST(send_files(elsewhere(), target, {}, {{"files", given::document()}}).status == 404);
    BOOST_TEST(send_files(township(), target, {}, {{"files", given::document()}}).status == 303);
    const auto kept = db.read([&](store::Reader& reader) { return store::attachments_of(reader, consent); });
    BOOST_REQUIRE(kept.size() == 1U);
    BOOST_TEST(get(county(), page).body.contains(file_path(kept.front().id)));
    BOOST_TEST(get(county(), file_path(kept.front().id)).status == 200);
    BOOST_TEST(get(charity(), file_path(kept.front().id)).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
