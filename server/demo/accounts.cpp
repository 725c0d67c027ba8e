#include "server/demo/accounts.hpp"
#include "models/store/programs.hpp"
#include "models/store/seal.hpp"
#include "server/accounts/factors.hpp"
#include "server/auth/permissions.hpp"
#include "server/auth/totp.hpp"
#include "server/demo/places.hpp"
#include <stdexcept>

namespace server::demo {

using namespace models;

namespace {

constexpr DemoAccount kAccounts[] = {
    {"zhengan-village", "韦小琴", Role::village, kZhengan.village},
    {"zhengan-township", "骆明辉", Role::township, kZhengan.township},
    {"zhengan-county", "冉春燕", Role::county, kZhengan.county},
    {"zhengan-second", "谢思雨", Role::county, kZhengan.county}, // answers what families object to
    {"nayong-village", "陆永芬", Role::village, kNayong.village},
    {"nayong-township", "彭家杰", Role::township, kNayong.township},
    {"nayong-county", "夏思敏", Role::county, kNayong.county},
    {"yinjiang-village", "田德贵", Role::village, kYinjiang.village},
    {"yinjiang-township", "覃秀云", Role::township, kYinjiang.township},
    {"yinjiang-county", "严世海", Role::county, kYinjiang.county},
    {"shuicheng-village", "安若梅", Role::village, kShuicheng.village},
    {"shuicheng-township", "余正阳", Role::township, kShuicheng.township},
    {"shuicheng-county", "申玉香", Role::county, kShuicheng.county},
    {"charity-zhengan", "单文丽", Role::caseworker, {}, "51520324MJ2000011X"},
    {"charity-nayong", "莫继松", Role::caseworker, {}, "52520525MJ20054966"},
    {"charity-yinjiang", "付国平", Role::caseworker, {}, "51520625MJ20082326"},
    {"charity-shuicheng", "蒙天云", Role::caseworker, {}, "51520204MJ2009606B"},
    {"charity-heart", "欧阳怡", Role::caseworker, {}, "53520000MJ20027543"},
    {"manager-zhengan", "龙秀珍", Role::charity_manager, {}, "51520324MJ2000011X"},
    {"manager-zhengan-2", "邹立勤", Role::charity_manager, {}, "51520324MJ2000011X"},
    {"manager-nayong", "罗启敏", Role::charity_manager, {}, "52520525MJ20054966"},
    {"analyst", "郭晓岚", Role::analyst},
    {"admin", "姚文静", Role::admin},
    {"integrator", "省救助平台接口", Role::integrator},
};

// Ours: a refusal means the demo does not fit the program any more.
template <class T> T went(Result<T> result)
{
    if (result) return *std::move(result);
    throw std::logic_error("the demo was refused: " + result.error().faults.front().key);
}

} // namespace

std::span<const DemoAccount> demo_accounts() { return kAccounts; }

Offices::Offices(store::Writer& db, const Library& library, Time now) : db_(db), library_(library), now_(now)
{
    const auto hash = store::password_hash(kDemoPassword);
    for (const auto& account : demo_accounts()) open(account, hash);
}

Actor Offices::open(const DemoAccount& account, const std::string& hash)
{
    accounts::Wish wish{std::string(account.login), std::string(account.name),
                        std::string(name_of(account.role)), account.area ? to_text(account.area) : "", ""};
    if (!account.organization.empty())
        wish.organization = to_text(store::find_organization_by_code(db_, account.organization).value().id);
    auto row = went(accounts::read_wish(db_, *library_.divisions, wish));
    const auto invited = went(accounts::invite(db_, {}, std::move(row), now_));
    if (!hash.empty()) accounts::set_first_password(db_, invited.code, hash, now_);
    if (!hash.empty() && needs_second_factor(account.role)) {
        const auto secret = auth::new_factor_secret();
        const auto code = auth::one_time_password(secret, auth::step_at(now_));
        if (!accounts::set_factor(db_, invited.account, secret, code, now_))
            throw std::logic_error("the demo's own code does not fit");
    }
    const auto actor = store::find_account(db_, invited.account)->actor;
    if (account.area) officers_.try_emplace(account.area, actor);
    if (account.role == Role::admin) admin_ = actor;
    if (account.role == Role::caseworker) charities_[actor.organization] = actor;
    return actor;
}

Actor Offices::at(Role role, Area area)
{
    if (const auto known = officers_.find(area); known != officers_.end()) return known->second;
    const auto login = std::string(name_of(role)) + "-" + to_text(area);
    const auto name = surname(dice_) + given_name(dice_, dice_.in(50) ? Sex::female : Sex::male);
    return open({login, name, role, area}, "");
}

Actor Offices::township(Area village) { return at(Role::township, part_of(village, AreaLevel::township)); }

Actor Offices::county(Area village) { return at(Role::county, part_of(village, AreaLevel::county)); }

} // namespace server::demo
