#include "server/population/population.hpp"
#include "models/store/programs.hpp"
#include "server/log/log.hpp"
#include "server/population/family.hpp"
#include <algorithm>
#include <set>
#include <stdexcept>

namespace server::population {

using namespace matching;
using namespace models;

namespace {

constexpr int kPage = 200;

void read_families(store::Reader& db, const std::vector<store::Change>& all, Changes& changes)
{
    std::set<ReferralId> touched;
    for (const auto& change : all)
        if (change.noun == "referral") touched.insert({change.id});
    for (const auto id : touched) {
        const auto row = store::find_open(db, id);
        auto family = row ? family_in(*row, store::promised_of(db, id)) : std::nullopt;
        if (family)
            changes.families.push_back(*std::move(family));
        else
            changes.left.push_back(id);
    }
}

// A walk over both lists, in the order of their ids; what is the same object did not change.
void compare(const programs::Programs& old, const programs::Programs& now, Changes& changes)
{
    auto before = old.begin();
    for (const auto& program : now) {
        for (; before != old.end() && before->id < program.id; ++before) changes.ended.push_back(before->id);
        const bool same = before != old.end() && &*before == &program;
        if (before != old.end() && before->id == program.id) ++before;
        if (same) continue;
        if (programs::is_matchable(program))
            changes.programs.push_back(program);
        else
            changes.ended.push_back(program.id);
    }
    for (; before != old.end(); ++before) changes.ended.push_back(before->id);
}

} // namespace

Population::Population(const Library& library)
    : catalog_(library.catalog), ground_{library.divisions, library.standards, library.policy, {}}
{
}

void Population::publish(GenerationPtr fresh)
{
    newest_ = std::move(fresh);
    families_ = static_cast<std::int64_t>(newest_->snapshot.families().size());
    sequence_ = newest_->sequence;
    complete_ = newest_->complete;
    fresh_.notify_all();
}

// Where the ledger does not reach back so far, the families must be read anew.
GenerationPtr Population::brought_up(store::Reader& db, const Generation& known) const
{
    const auto all = store::changes_since(db, known.sequence);
    auto fresh = std::make_shared<Generation>(known);
    Changes changes;
    fresh->sequence = store::last_change(db);
    fresh->programs = catalog_->current(db);
    if (fresh->programs != known.programs) compare(*known.programs, *fresh->programs, changes);
    if (!all) {
        log(Level::warning, "population.reloads", {{"known", known.sequence}, {"now", fresh->sequence}});
        fresh->snapshot = fresh->snapshot.with(SharedList<Family>());
        fresh->complete = false;
    }
    if (all && known.complete) read_families(db, *all, changes);
    fresh->snapshot = fresh->snapshot.with(std::move(changes));
    fresh->columns = nullptr;
    return fresh;
}

GenerationPtr Population::current(store::Reader& db)
{
    if (dynamic_cast<store::Writer*>(&db)) throw std::logic_error("what a Writer sees may yet be undone");
    const auto sequence = store::last_change(db);
    const std::lock_guard guard(mutex_);
    if (newest_ && newest_->sequence >= sequence) return newest_;
    if (newest_) {
        publish(brought_up(db, *newest_));
        return newest_;
    }
    Generation none;
    none.sequence = sequence;
    none.programs = std::make_shared<const programs::Programs>();
    none.snapshot = Snapshot::build({}, {}, ground_);
    Changes changes;
    const auto programs = catalog_->current(db);
    compare(*none.programs, *programs, changes);
    none.programs = programs;
    none.snapshot = none.snapshot.with(std::move(changes));
    publish(std::make_shared<const Generation>(std::move(none)));
    return newest_;
}

bool Population::load_more(store::Reader& db)
{
    const auto newest = current(db);
    const std::lock_guard guard(loading_mutex_);
    if (newest->complete) return true;
    if (!loading_) {
        loading_ = Loading{store::last_change(db), {}, {}};
        total_ = store::count_open(db);
        read_ = 0;
    }
    const auto page = store::list_open(db, loading_->after, kPage);
    const auto upto = page.empty() ? loading_->after : page.back().referral.id;
    const auto promised = store::promised_between(db, loading_->after, upto);
    for (const auto& row : page) {
        loading_->after = row.referral.id;
        if (auto family = family_in(row, promised))
            loading_->families.push_back(std::make_shared<const Family>(*std::move(family)));
    }
    read_ += std::ssize(page);
    if (std::ssize(page) == kPage) return false;

    Generation all = *newest;
    all.sequence = loading_->sequence;
    all.snapshot = all.snapshot.with(SharedList<Family>(loading_->families));
    all.complete = true;
    loading_.reset();
    auto fresh = brought_up(db, all);
    const bool complete = fresh->complete;
    const std::lock_guard other(mutex_);
    publish(std::move(fresh));
    return complete;
}

void Population::make_columns(Time now, const Sieve::Stop& stop)
{
    GenerationPtr newest;
    {
        const std::lock_guard guard(mutex_);
        newest = newest_;
    }
    if (!newest || !newest->complete || newest->columns_at(now)) return;
    std::shared_ptr<const Sieve> fresh;
    if (made_ && made_->snapshot().ground().as_of <= now && now < made_->good_until())
        fresh = std::make_shared<const Sieve>(
            made_->with(newest->snapshot.at(made_->snapshot().ground().as_of), stop));
    if (!fresh || fresh->good_until() <= now) // also where a program has got a window that is over since
        fresh = std::make_shared<const Sieve>(Sieve::build(newest->snapshot.at(now), {}, stop));
    if (stop && stop()) return;
    made_ = fresh;
    auto with_columns = std::make_shared<Generation>(*newest);
    with_columns->columns = std::move(fresh);
    const std::lock_guard guard(mutex_);
    if (newest_ == newest) newest_ = std::move(with_columns); // otherwise the next ones begin from these
}

void Population::wait_for_columns(std::chrono::milliseconds at_most)
{
    std::unique_lock lock(mutex_);
    fresh_.wait_for(lock, at_most, [&] { return newest_ && newest_->complete && !newest_->columns; });
}

void Population::reload()
{
    catalog_->forget();
    const std::scoped_lock guard(loading_mutex_, mutex_);
    newest_.reset();
    loading_.reset();
    sequence_ = -1;
    complete_ = false;
}

std::int64_t Population::loaded() const
{
    if (complete_) return 100;
    const auto total = total_.load();
    return total == 0 ? 0 : std::min<std::int64_t>(99, read_ * 100 / total);
}

void Population::wake()
{
    {
        const std::lock_guard guard(bell_);
        awake_ = true;
    }
    rung_.notify_one();
}

void Population::wait(std::chrono::milliseconds at_most)
{
    std::unique_lock lock(bell_);
    rung_.wait_for(lock, at_most, [&] { return awake_; });
    awake_ = false;
}

Snapshot programs_now(store::Writer& db, const Library& library, Time now)
{
    std::vector<Program> matchable;
    const auto all = library.catalog->current(db);
    for (const auto& program : *all)
        if (programs::is_matchable(program)) matchable.push_back(program);
    return Snapshot::build({}, std::move(matchable),
                           {library.divisions, library.standards, library.policy, {}})
        .at(now);
}

} // namespace server::population
