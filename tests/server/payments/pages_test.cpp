// A run from its preparation to the bank's results, on pages.
#include "server/http/idempotency.hpp"
#include "server/payments/routes.hpp"
#include "tests/server/payments/given.hpp"
#include "tests/support/pages.hpp"
#include <boost/test/unit_test.hpp>

using namespace models;
using namespace server::payments;
using given::seen;
using support::page_faults;

namespace {

struct Pages : given::PaymentWorld {
    Pages() : PaymentWorld(server::payments::routes()) {}

    using Sent = std::vector<std::pair<std::string, std::string>>;
    server::Response send_form(const Actor& actor, const std::string& target, Sent fields,
                               std::vector<server::Upload> uploads = {}, std::string once = "")
    {
        fields.emplace_back("once", once.empty() ? server::new_form_token() : once);
        auto request = call(actor, server::Verb::post, target);
        request.form = server::Form(std::move(fields));
        request.uploads = std::move(uploads);
        return send(std::move(request));
    }
    Sent amounts(const std::string& yuan)
    {
        Sent all{{"program", to_text(program)}};
        for (const auto& row : offers) all.emplace_back("amount-" + to_text(row.id), yuan);
        return all;
    }
    static std::string path(const store::PaymentRunRow& run) { return "/payments/" + to_text(run.id); }
    Sent version(const store::PaymentRunRow& run)
    {
        return {{"version", std::to_string(this->run(run.id).version)}};
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(pages, Pages)

BOOST_AUTO_TEST_CASE(a_run_goes_from_desk_to_desk)
{
    for (const auto language : {server::Language::en, server::Language::zh}) {
        this->language = language;
        BOOST_TEST(page_faults(get(clerk(), "/payments")) == "");
        BOOST_TEST(page_faults(get(clerk(), "/payments/new?program=" + to_text(program))) == "");
    }
    BOOST_TEST(get(clerk(), "/payments").body.contains("/payments/new?program=" + to_text(program)));
    const auto form = get(clerk(), "/payments/new?program=" + to_text(program));
    BOOST_TEST(form.body.contains("value=\"500.00\""));

    const auto wrong = send_form(clerk(), "/payments", amounts("501"));
    BOOST_TEST(wrong.status == 422);
    BOOST_TEST(page_faults(wrong) == "");
    BOOST_TEST(wrong.body.contains("value=\"501\""));

    const auto made = send_form(clerk(), "/payments", amounts("500"), {}, "same");
    BOOST_TEST(made.status == 303);
    BOOST_TEST(send_form(clerk(), "/payments", amounts("500"), {}, "same").status == 303);
    BOOST_TEST(count("payment_run") == 1);
    const auto address = support::location(made).substr(0, support::location(made).find('?'));
    const auto own = get(clerk(), address);
    BOOST_TEST(page_faults(own) == "");
    BOOST_TEST(own.body.contains("人民币壹仟伍佰元整"));
    BOOST_TEST(!own.body.contains(address + "/check\""));
    BOOST_TEST(get(second(), address).body.contains(address + "/check\""));
    BOOST_TEST(page_faults(get(second(), address + "/change")) == "");
    BOOST_TEST(send_form(clerk(), address + "/check", {{"version", "1"}}).status == 403);
    BOOST_TEST(send_form(second(), address + "/check", {{"version", "1"}}).status == 303);
    BOOST_TEST(page_faults(get(second(), address + "/change")) == "");

    const auto list = post(clerk(), address + "/issue", {{"version", "2"}, {"as", "csv"}});
    BOOST_TEST(support::field(list, "Content-Disposition") ==
               "attachment; filename=\"payment-run-FF-1.csv\"");
    BOOST_TEST(list.body.contains("FF-1,1,"));
    BOOST_TEST(list.body.contains(",石玉兰,13900000000,"));
    BOOST_TEST(post(clerk(), address + "/issue", {{"version", "3"}, {"as", "xlsx"}}).body.starts_with("PK"));
    BOOST_TEST(count_events("offer.fields_opened") == 6);
    BOOST_TEST(page_faults(get(clerk(), address)) == "");
}

BOOST_AUTO_TEST_CASE(the_banks_file_is_read_back_and_read_again)
{
    const auto run = issued();
    const std::string file = "批次,序号,结果,失败原因\r\nFF-1,1,成功,\r\nFF-1,2,失败,户名不符\r\n";
    for (int twice = 0; twice < 2; ++twice)
        BOOST_TEST(send_form(clerk(), path(run) + "/results", {}, {{"results", file}}).status == 303);
    BOOST_TEST(count("delivery") == 1);
    const auto shown = get(clerk(), path(run));
    BOOST_TEST(page_faults(shown) == "");
    BOOST_TEST(shown.body.contains("户名不符"));

    const auto bad = send_form(clerk(), path(run) + "/results", {}, {{"results", "%PDF-"}});
    BOOST_TEST(bad.status == 422);
    BOOST_TEST(page_faults(bad) == "");
    BOOST_TEST(send_form(clerk(), path(run) + "/results", {}, {}).status == 422);
    const auto other =
        send_form(clerk(), path(run) + "/results", {},
                  {{"results", "批次,序号,结果,失败原因\r\nFF-1,1,失败,x\r\nFF-1,3,成功,\r\n"}});
    BOOST_TEST(other.status == 200);
    BOOST_TEST(page_faults(other) == "");
    BOOST_TEST(other.body.contains("第 1 行已经登记过不同的结果"));
    BOOST_TEST((this->run(run.id).state == PaymentRunState::settled));
}

BOOST_AUTO_TEST_CASE(a_result_is_typed)
{
    const auto run = issued();
    BOOST_TEST(send_form(clerk(), path(run) + "/results", {{"line", "1"}, {"result", "paid"}}).status == 303);
    const auto without = send_form(clerk(), path(run) + "/results", {{"line", "2"}, {"result", "failed"}});
    BOOST_TEST(without.status == 422);
    BOOST_TEST(page_faults(without) == "");
    BOOST_TEST(without.body.contains("id=\"line-2-why-problem\""));
    std::string long_text;
    for (int i = 0; i < 61; ++i) long_text += "长";
    const auto too_long =
        send_form(clerk(), path(run) + "/results", {{"line", "3"}, {"result", "failed"}, {"why", long_text}});
    BOOST_TEST(too_long.status == 422);
    BOOST_TEST(too_long.body.contains("id=\"line-3-why\" name=\"why\" value=\"" + long_text));
    BOOST_TEST(!too_long.body.contains("id=\"line-2-why\" name=\"why\" value=\"" + long_text));
    BOOST_TEST(
        send_form(clerk(), path(run) + "/results", {{"line", "2"}, {"result", "failed"}, {"why", "销户"}})
            .status == 303);
    BOOST_TEST(count("delivery") == 1);
}

BOOST_AUTO_TEST_CASE(runs_of_years_ago_are_reached)
{
    const auto first = prepared();
    const auto by = clerk().account;
    db.write([&](store::Writer& writer) {
        for (int i = 0; i < 101; ++i)
            store::insert_payment_run(writer, {.organization = organization,
                                               .program = program,
                                               .state = PaymentRunState::cancelled,
                                               .prepared_by = by,
                                               .prepared_at = now});
    });
    std::string target = "/payments?limit=50";
    int pages = 0;
    for (; pages < 5 && !get(clerk(), target).body.contains(path(first) + "\""); ++pages) {
        const auto page = get(clerk(), target);
        BOOST_TEST(page_faults(page) == "");
        const auto link = page.body.find("rel=\"next\" href=\"");
        BOOST_REQUIRE(link != std::string::npos);
        const auto begin = link + 17;
        target = page.body.substr(begin, page.body.find('"', begin) - begin);
        for (auto at = target.find("&amp;"); at != std::string::npos; at = target.find("&amp;"))
            target.replace(at, 5, "&");
    }
    BOOST_TEST(pages == 2);
    BOOST_TEST(get(clerk(), "/payments?after=x").status == 422);
}

BOOST_AUTO_TEST_CASE(for_others_a_run_does_not_exist)
{
    const auto run = issued();
    BOOST_TEST(get(other_charity(), path(run)).status == 404);
    BOOST_TEST(post(other_charity(), path(run) + "/issue", {{"version", "3"}}).status == 404);
    BOOST_TEST(
        send_form(other_charity(), path(run) + "/results", {{"line", "1"}, {"result", "paid"}}).status ==
        404);
    BOOST_TEST(get(county(), path(run)).status == 403);
    BOOST_TEST(!get(other_charity(), "/payments").body.contains(path(run)));
    BOOST_TEST(count("delivery") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
