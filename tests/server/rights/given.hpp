#pragma once
#include "server/rights/rights.hpp"
#include "tests/server/sites/given.hpp"

// One record of every kind that a path can name, somebody of every role whose it is, and somebody whose it is
// not.
namespace given {

using Sent = std::vector<std::pair<std::string, std::string>>;
const server::Router& router(); // every route of the program

enum class Relation { own, other };

class RightsWorld : public SiteWorld {
public:
    RightsWorld();

    std::optional<models::Actor>
        somebody(models::Role, Relation,
                 std::optional<server::rights::Record>) const; // nothing: this role has no others
    std::string path_of(const server::Route&) const;           // with the ids of this world
    void put(server::rights::Record, std::string_view state);

    // What is answered, with the note that is kept of it; undone afterwards.
    server::Response ask(const server::Route&, const models::Actor&, const std::string& act = {});
    std::int64_t audited() const { return audited_; }       // rows of the audit that the last question wrote
    bool changed_unseen() const { return changed_unseen_; } // it was done, and something is not as before
    Sent more;                                              // fields of no form, added to each
    bool keeps_left = false;                                // costs a look at everything
    // What every table held after the last question: times, what was made by it, and all that is random
    // apart.
    const std::string& left() const { return left_; }
    void put_author(const models::Actor&); // of the draft
    void put_owner(const models::Actor&);  // of the token
    void put_task_of(models::Role);        // a kind that is its

private:
    models::Actor account(models::Role, models::Area, models::OrganizationId, const std::string& login);
    void fill_people();
    server::offers::OfferRow fill_case();
    void fill_office(const server::offers::OfferRow&);
    void fill_site();
    void fill_papers(const server::offers::OfferRow&);
    void change(const std::string& sql);
    std::string body_of(const server::Route&, const std::string& act) const;
    std::string query_of(const server::Route&) const;
    std::int64_t version_of(server::rights::Record) const;
    server::Response run_undone(const server::Route&, const server::Call&);
    server::Response run_counted(const server::Route&, const server::Call&);
    server::Response run_steps(const server::Steps&, const server::Call&);
    std::map<server::rights::Record, std::int64_t> ids_;
    std::map<std::string, std::string> others_; // {member}, {delivery}, {consent} …
    std::map<std::pair<models::Role, Relation>, models::Actor> people_;
    models::Actor far_township_;
    std::int64_t draft_{}, live_{};
    std::unique_ptr<store::Connection> reader_;
    std::int64_t asked_{}, audited_{};
    bool changed_unseen_{};
    std::string left_;
};

} // namespace given
