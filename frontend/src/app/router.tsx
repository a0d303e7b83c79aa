import { createBrowserRouter, Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../api/session';
import { Layout } from './layout';
import { NotFound, RouteProblem, Unreachable, Waiting } from './route-states';
import { countyRoutes } from './routes-county';
import { townshipRoutes } from './routes-township';

/** Pages behind the login; whoever must change the password sees nothing else. */
function SignedIn() {
  const { user, unreachable, retry } = useSession();
  const location = useLocation();
  if (user === undefined && unreachable) return <Unreachable error={unreachable} onRetry={retry} />;
  if (user === undefined) return <Waiting />;
  if (user === null) {
    const next = location.pathname + location.search;
    return <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />;
  }
  if (user.must_change_password && location.pathname !== '/password')
    return <Navigate to="/password" replace />;
  return <Outlet />;
}

export const router = createBrowserRouter(
  [
    {
      errorElement: <RouteProblem />,
      hydrateFallbackElement: <Waiting />,
      children: [
        { path: '/login', lazy: () => import('../features/session/login-page') },
        {
          element: <SignedIn />,
          children: [
            {
              element: <Layout />,
              children: [
                {
                  errorElement: <RouteProblem />,
                  children: [
                    { path: '/password', lazy: () => import('../features/session/password-page') },
                    ...townshipRoutes,
                    ...countyRoutes,
                    { path: '*', element: <NotFound /> },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: '/app' },
);
