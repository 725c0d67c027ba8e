#include "server/html/format.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/offers/hours.hpp"
#include "server/offers/views.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"

namespace server::offers {

using namespace models;
using html::rows_part;
using html::text_part;
using html::Words;
using nlohmann::json;

namespace {

constexpr const char* kColumns[] = {"on", "between", "hours", "service", "giver", "signer", "state"};

// One line a delivery, in the order of kColumns.
std::vector<std::string> line_of(const Words& words, const HoursPage& log, const store::DeliveryRow& row)
{
    const auto told = told_of(row);
    return {html::day(words.language, row.on),
            between_words(told),
            std::to_string(row.units),
            told.service.empty() ? words.say("offer.way." + told.way)
                                 : words.say("offer.service." + told.service),
            told.giver,
            log.may_see_family ? told.signer : std::string(),
            words.say("offer.delivery." + std::string(name_of(row.state)))};
}

json rows_of(const Words& words, const HoursPage& log)
{
    json rows = json::array();
    for (const auto& row : log.deliveries) {
        const auto line = line_of(words, log, row);
        json view;
        for (std::size_t i = 0; i < line.size(); ++i) view[kColumns[i]] = line[i];
        rows.push_back(std::move(view));
    }
    return rows_part(std::move(rows));
}

json months_of(const Words& words, const HoursPage& log)
{
    json rows = json::array();
    for (const auto& [month, hours] : hours_by_month(log.deliveries))
        rows.push_back({{"month", month}, {"amount", units_words(words, NeedUnit::hours, hours)}});
    return rows_part(std::move(rows));
}

std::int64_t given_in(const HoursPage& log)
{
    std::int64_t hours = 0;
    for (const auto& [month, of_month] : hours_by_month(log.deliveries)) hours += of_month;
    return hours;
}

json common_view(const Words& words, const HoursPage& log)
{
    const auto& offer = log.row.offer;
    const auto given = given_in(log);
    const auto hours = [&](std::int64_t count) { return units_words(words, NeedUnit::hours, count); };
    return {{"reference", offer.reference},
            {"program", programs::name_in(words.language, log.row.program)},
            {"need", words.say("need." + offer.need_type)},
            {"accepted", hours(offer.units)},
            {"given", hours(given)},
            {"left", hours(std::max<std::int64_t>(0, offer.units - given))},
            {"deliveries", rows_of(words, log)},
            {"months", months_of(words, log)}};
}

} // namespace

json hours_view(const Call& call, const HoursPage& log)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = common_view(words, log);
    const auto path = "/offers/" + to_text(log.row.offer.id);
    view["back"] = path;
    view["print_href"] = path + "/hours/print";
    view["csv_href"] = path + "/hours/csv";
    view["none"] = log.deliveries.empty();
    return view;
}

json hours_print_view(const Call& call, const HoursPage& log)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = common_view(words, log);
    view["back"] = "/offers/" + to_text(log.row.offer.id) + "/hours";
    view["organization"] = log.row.organization;
    view["day"] = html::day(words.language, call.today());
    return view;
}

sheets::Sheet hours_sheet(const Call& call, const HoursPage& log)
{
    const auto words = programs::words_of(*call.library, call.language);
    sheets::Sheet sheet;
    auto& head = sheet.rows.emplace_back();
    for (const auto* column : kColumns) head.push_back({words.say("offer.hours." + std::string(column))});
    for (const auto& row : log.deliveries) {
        auto& cells = sheet.rows.emplace_back();
        for (auto& text : line_of(words, log, row)) cells.push_back({std::move(text)});
        cells.front().text = to_text(row.on);
    }
    return sheet;
}

json reverse_view(const Call& call, const OfferRow& offer, const store::DeliveryRow& delivery,
                  const html::Typed& typed, const std::vector<Fault>& faults)
{
    const auto words = programs::words_of(*call.library, call.language);
    html::Fields fields({words, "offer", "reverse", typed, faults});
    fields.add(html::Fields::Kind::lines, "note");
    const auto path = "/offers/" + to_text(offer.id);
    return {{"summary", html::problems_part(words, faults, "reverse")},
            {"reference", offer.reference},
            {"what",
             html::day(words.language, delivery.on) + " · " + units_words(words, offer.unit, delivery.units)},
            {"back", path},
            {"action", path + "/deliveries/" + to_text(delivery.id) + "/reverse"},
            {"once", new_form_token()},
            {"version", std::to_string(offer.version)},
            {"fields", fields.take()}};
}

} // namespace server::offers
