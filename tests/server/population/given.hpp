#pragma once
#include "server/population/population.hpp"
#include "tests/support/world.hpp"
#include <string>

// A database with the tables of config/, an officer and programs; referrals that come, change and go.
namespace given {

using server::population::Population;

class Place {
public:
    explicit Place(store::Backend);

    support::TestDb db;
    models::Time now = support::at_minute(0);

    models::ReferralId report(); // the grandmother's family once more
    models::ReferralId draft();  // not reported
    void make_urgent(models::ReferralId);
    void end(models::ReferralId);
    void erase(models::ReferralId); // its documents; told to the ledger
    void tell_income(models::ReferralId,
                     std::int64_t yuan_a_year); // from today on, as a new version of the facts
    models::ProgramId offer(const std::string& code, std::int64_t fen); // a new open program for living costs
    void change(models::ProgramId, models::ProgramState, std::int64_t fen);
    void take_place(models::ProgramId);

    std::shared_ptr<server::Library> process() const; // as a server process that has just begun
    const server::Library& tables() const { return *tables_; }

private:
    models::Referral find(store::Reader&, models::ReferralId) const;
    void save(models::ReferralId, const std::function<void(models::Referral&)>&);

    std::shared_ptr<server::Library> tables_;
    models::Actor village_;
    models::OrganizationId organization_;
};

void read_all(const support::TestDb&, Population&); // a page after the other, each in a picture of its own
server::population::GenerationPtr newest(const support::TestDb&, Population&);

} // namespace given
