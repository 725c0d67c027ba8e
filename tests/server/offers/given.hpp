#pragma once
#include "matching/snapshot.hpp"
#include "models/store/capacity.hpp"
#include "models/store/tasks.hpp"
#include "server/offers/routes.hpp"
#include "server/offers/service.hpp"
#include "tests/support/page_world.hpp"

// A family that lacks money to live on, a program that could help, and how far their offer has come.
namespace given {

struct ProgramWish {
    std::int64_t places = 2;
    std::optional<std::int64_t> budget_fen = 100'000;
    bool keeps_waitlist = false;
    std::int64_t award_fen = 50'000;
};

class OfferWorld : public support::PageWorld {
public:
    explicit OfferWorld(const ProgramWish& wish = {},
                        std::span<const server::Route> table = server::offers::routes(),
                        store::Backend backend = store::Backend::sqlite);

    models::Actor charity();
    models::Actor other_charity();
    models::Referral family(bool with_consent = true); // confirmed, a household of its own
    models::Referral another_family();                 // the same of another person each time
    models::ConsentId consent(models::ReferralId);     // names the first organization
    models::ConsentId consent(models::ReferralId, std::vector<models::OrganizationId>);
    models::ProgramId add_program(models::OrganizationId, const std::string& code,
                                  const ProgramWish& wish = {});
    void approve_rule(std::int64_t most_fen, std::int64_t tries); // for such needs of the county
    std::vector<server::offers::OfferRow> offers_of(models::ReferralId);
    std::vector<store::TaskRow> tasks(models::ReferralId); // open ones
    server::offers::OfferRow declined(const server::offers::OfferRow&, models::DeclineReason);
    void certify(models::OrganizationId, std::optional<models::Date> until); // its registration
    void uphold_complaint(const server::offers::OfferRow&);                  // about its help
    models::NeedId living_need(models::ReferralId);
    models::Referral referral(models::ReferralId);
    models::Need need(models::ReferralId);

    server::offers::Moved offer(models::ReferralId, const std::string& duplicate = "");
    server::offers::OfferRow offered(); // of a new family
    server::offers::OfferRow received();
    server::offers::OfferRow accepted();

    // One act by its actor, in a transaction of its own.
    template <class Act> auto act(const models::Actor& actor, Act act)
    {
        auto& connection = db.connection();
        connection.begin();
        auto answer = [&] {
            store::Writer writer(connection);
            auto result = act(server::Desk{writer, actor, *library, now});
            if (result) writer.keep();
            return result;
        }();
        connection.commit();
        return answer;
    }
    server::offers::OfferRow now_of(models::OfferId);
    store::CapacityRow held(); // of the program itself
    std::vector<store::OfferMoveRow> moves(models::OfferId);
    void run_clocks();
    std::shared_ptr<const matching::Snapshot> programs();

    models::OrganizationId organization, other_organization;
    models::ProgramId program;

private:
    int families_ = 0;
};

server::offers::SeenOffer seen(const server::offers::OfferRow&);
std::string why(const server::offers::Moved&); // the first fault's key; "" when it went

} // namespace given
