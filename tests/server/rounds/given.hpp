#pragma once
#include "server/rounds/runner.hpp"
#include "server/rounds/service.hpp"
#include "tests/support/page_world.hpp"

// Families of one county, a program with two places, and rounds over them.
namespace given {

class RoundWorld : public support::PageWorld {
public:
    explicit RoundWorld(std::int64_t places = 2);
    void share_by(const matching::RoundPolicy&); // before the first round

    models::Referral family(bool with_consent = true); // confirmed, lacks money to live on
    void consent(models::ReferralId);
    models::Actor charity();

    models::RoundId open(); // over the county, by its officer
    std::shared_ptr<server::LongWork> begin();
    void gather(server::LongWork&);
    void keep(server::LongWork&);
    void work_out(); // what is queued, as the server does
    models::RoundId proposed();

    models::AllocationRound round(models::RoundId);
    std::vector<store::RoundAwardRow> awards(models::RoundId);
    std::vector<store::RoundFamilyRow> without(models::RoundId);
    server::rounds::MovedRound approve(models::RoundId);
    void change_program(); // its organization writes it anew
    void touch(models::ReferralId);

    models::OrganizationId organization;
    models::ProgramId program;

private:
    void read_population();
};

std::string why(const server::rounds::MovedRound&); // the first fault's key; "" when it went

} // namespace given
