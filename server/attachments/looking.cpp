#include "server/attachments/looking.hpp"
#include "server/attachments/service.hpp"

namespace server::attachments {

using Shared = std::shared_ptr<const Looked>;

Steps looking_at(const std::string& field, bool wanted, KeepPage page)
{
    const auto look = [=](const Call& call, store::Reader*, store::Writer*,
                          std::any& carried) -> std::optional<Response> {
        carried = Shared(std::make_shared<Looked>(read_uploads(call.uploads, field, wanted)));
        return {};
    };
    const auto keep = [page](const Call& call, store::Reader*, store::Writer* db,
                             std::any& carried) -> std::optional<Response> {
        return page(call, *db, *std::any_cast<const Shared&>(carried));
    };
    return {{{LaneName::work, look}, {LaneName::write, keep}}};
}

} // namespace server::attachments
