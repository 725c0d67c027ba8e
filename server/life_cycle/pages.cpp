#include "models/consent.hpp"
#include "models/delivery.hpp"
#include "models/objection.hpp"
#include "models/offer.hpp"
#include "models/payment.hpp"
#include "models/plan.hpp"
#include "models/referral_moves.hpp"
#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/life_cycle/routes.hpp"
#include "server/programs/words.hpp"

namespace server::life_cycle {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

json sides_view(const Words& words, unsigned sides)
{
    std::vector<std::string> all;
    for (const auto& [side, name] : kNames<Side>)
        if (has_side(sides, side)) all.push_back(words.say("life_cycle.side." + std::string(name)));
    return words.join(all, "life_cycle.join", "life_cycle.join");
}

// Where the words of its acts and states stand.
struct Noun {
    std::string name, acts, states;
};

template <class State>
std::string state_words(const Words& words, const Noun& noun, std::optional<State> state)
{
    return words.say(state ? noun.states + std::string(name_of(*state)) : "life_cycle.nothing");
}

template <class Move> json row_view(const Words& words, const Noun& noun, const Move& move)
{
    using State = typename decltype(move.from)::value_type;
    return {{"from", state_words<State>(words, noun, move.from)},
            {"act", words.say(noun.acts + std::string(name_of(move.act)))},
            {"to", state_words<State>(words, noun, move.to)},
            {"who", sides_view(words, move.sides)}};
}

template <class Moves> json table_view(const Words& words, const Noun& noun, const Moves& moves)
{
    json rows = json::array();
    for (const auto& move : moves) rows.push_back(row_view(words, noun, move));
    return {
        {"id", noun.name}, {"title", words.say("life_cycle.title." + noun.name)}, {"rows", std::move(rows)}};
}

Noun noun_named(const std::string& name)
{
    return {name, "life_cycle." + name + ".", "life_cycle." + name + ".state."};
}

} // namespace

Response show(const Call& call, store::Reader&)
{
    const auto words = programs::words_of(*call.library, call.language);
    json tables = json::array();
    tables.push_back(table_view(words, {"referral", "referral.did.", "referral.state."}, referral_moves()));
    tables.push_back(table_view(words, noun_named("plan"), plan_moves()));
    tables.push_back(table_view(words, {"offer", "life_cycle.offer.", "offer.state."}, offer_moves()));
    tables.push_back(table_view(words, noun_named("delivery"), kDeliveryMoves));
    tables.push_back(table_view(words, {"payment", "payment.act.", "payment.state."}, kPaymentRunMoves));
    tables.push_back(table_view(words, noun_named("consent"), kConsentMoves));
    tables.push_back(table_view(words, noun_named("objection"), kObjectionMoves));
    return page(call, "life_cycle/show", {{"tables", std::move(tables)}});
}

std::span<const Route> routes()
{
    static const Route kRoutes[] = {{Verb::get, "/life-cycle", Can::anyone, show}};
    return kRoutes;
}

} // namespace server::life_cycle
